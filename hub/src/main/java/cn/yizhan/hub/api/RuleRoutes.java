package cn.yizhan.hub.api;

import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Routes of rules and of the thresholds in force. */
public final class RuleRoutes implements Routes {
  private final Registry registry;
  private final RuleBook book;
  private final Runnable wake;

  /**
   * @param registry knows the stations
   * @param book thresholds that differ from the catalogue's
   * @param wake run after a change, so that connected stations are told at once
   */
  public RuleRoutes(Registry registry, RuleBook book, Runnable wake) {
    this.registry = registry;
    this.book = book;
    this.wake = wake;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listRules", this::rules);
    operations.on("listOverrides", this::overrides);
    operations.on("createOverride", this::create);
    operations.on("withdrawOverride", this::withdraw);
  }

  private Future<Reply> rules(Request request) {
    String station = request.query("station");
    return office(request, station)
        .compose(
            office ->
                book.list(request.actor()).map(all -> RuleJson.concerning(all, office, station)))
        .map(
            overrides ->
                Reply.page(
                    Page.whole(
                        RuleCatalogue.standard().ids().stream()
                            .map(id -> RuleJson.rule(RuleCatalogue.standard().cases(id), overrides))
                            .toList())));
  }

  /** The office asked for, or that of the station; null when neither was. */
  private Future<@Nullable String> office(Request request, @Nullable String station) {
    String office = request.query("office");
    if (station != null && office != null) {
      throw Refusal.invalid("query.office", "name a station or an office, not both");
    }
    if (office != null) {
      return registry
          .office(request.actor(), office)
          .map(found -> Found.orRefuse(found, noOffice(office)).getString("code"));
    }
    return station == null
        ? Future.succeededFuture(null)
        : registry
            .station(request.actor(), station)
            .map(
                found -> Found.orRefuse(found, StationRoutes.missing(station)).getString("office"));
  }

  private static String noOffice(@Nullable String office) {
    return "there is no office " + office;
  }

  private Future<Reply> overrides(Request request) {
    return book.list(request.actor())
        .map(all -> Reply.page(Page.whole(all.stream().map(RuleRoutes::json).toList())));
  }

  private Future<Reply> create(Request request) {
    RuleOverride.Wanted wanted = wanted(request);
    List<ConfigFault> outside = wanted.outside();
    if (!outside.isEmpty()) {
      throw Refusal.invalid(outside, "body.");
    }
    String misplaced = wanted.misplaced();
    if (misplaced != null) {
      throw Refusal.unusable("body.station", misplaced);
    }
    return book.create(request.actor(), wanted)
        .map(made -> told(Found.orRefuse(made, noPlace(wanted))))
        .map(made -> Reply.created(json(made)))
        .recover(error -> Future.failedFuture(impossible(error)));
  }

  private Future<Reply> withdraw(Request request) {
    long id = request.pathNumber("override");
    return book.withdraw(request.actor(), id)
        .map(gone -> told(Found.orRefuse(gone, "no override " + id + " is in force or planned")))
        .map(gone -> Reply.ok(json(gone)))
        .recover(error -> Future.failedFuture(left(error)));
  }

  private RuleOverride told(RuleOverride changed) {
    wake.run();
    return changed;
  }

  /** An override that would leave a station with thresholds that cannot be is not valid. */
  private static Throwable impossible(Throwable error) {
    return error instanceof ImpossibleThresholds impossible
        ? Refusal.invalid(
            impossible.faults().stream()
                .map(
                    fault ->
                        new ConfigFault(
                            fault.place().replaceFirst("^rules\\.[^.]*", "thresholds"),
                            fault.detail()))
                .toList(),
            "body.")
        : error;
  }

  /** What is withdrawn may be what another override needs. */
  private static Throwable left(Throwable error) {
    return error instanceof ImpossibleThresholds impossible
        ? new Refusal(
            Problem.of(
                Problem.Sort.CONFLICT,
                "a station would be left with " + impossible.faults().get(0).text()))
        : error;
  }

  private static RuleOverride.Wanted wanted(Request request) {
    JsonObject body = request.body();
    Long validFrom = request.bodyTime("validFrom");
    Map<String, Double> thresholds = new HashMap<>();
    JsonObject given = body.getJsonObject("thresholds");
    given.fieldNames().forEach(name -> thresholds.put(name, given.getDouble(name)));
    try {
      return new RuleOverride.Wanted(
          body.getString("name"),
          body.getString("rule"),
          body.getString("office"),
          body.getString("station"),
          thresholds,
          body.getString("reason"),
          validFrom);
    } catch (IllegalArgumentException e) {
      List<String> parts = List.of(String.valueOf(e.getMessage()).split(": ", 2));
      String place = parts.get(0).replaceFirst("^params", "thresholds");
      throw Refusal.invalid("body." + place, parts.get(parts.size() - 1));
    }
  }

  private static String noPlace(RuleOverride.Wanted wanted) {
    if (wanted.station() != null) {
      return StationRoutes.missing(wanted.station());
    }
    return wanted.office() == null
        ? "this token sees one office alone and cannot set thresholds for all"
        : noOffice(wanted.office());
  }

  /** An override as the OpenAPI document shows it. */
  static JsonObject json(RuleOverride override) {
    RuleOverride.Wanted wanted = override.wanted();
    return new JsonObject()
        .put("id", override.id())
        .put("name", wanted.name())
        .put("rule", wanted.rule())
        .put("office", wanted.office())
        .put("station", wanted.station())
        .put("thresholds", new JsonObject(new HashMap<>(wanted.params())))
        .put("validFrom", Rfc3339.format(Instant.ofEpochMilli(override.validFrom())))
        .put("planned", override.planned())
        .put("reason", wanted.reason())
        .put("createdBy", override.createdBy());
  }
}
