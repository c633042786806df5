package cn.yizhan.hub.api;

import cn.yizhan.hub.compliance.Element;
import cn.yizhan.hub.compliance.Elements;
import cn.yizhan.hub.compliance.Inspection;
import cn.yizhan.hub.compliance.Sighting;
import cn.yizhan.hub.compliance.State;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Routes of inspections and of what is known of the elements of 6+6. */
public final class InspectionRoutes implements Routes {
  private final InspectionBook book;
  private final ZoneId zone;
  private final LongSupplier clock;

  /**
   * @param book keeps inspections
   * @param zone zone of days
   * @param clock the hub's clock, epoch milliseconds
   */
  public InspectionRoutes(InspectionBook book, ZoneId zone, LongSupplier clock) {
    this.book = book;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("createInspection", this::create);
    operations.on("listInspections", this::list);
    operations.on("listElements", this::elements);
  }

  private Future<Reply> create(Request request) {
    String station = request.path("station");
    Inspection inspection =
        new Inspection(at(request), entries(request.body()), request.body().getString("note"));
    return book.keep(request.actor(), station, UUID.randomUUID(), inspection)
        .map(outcome -> reply(outcome, station));
  }

  private static Reply reply(InspectionBook.Outcome outcome, String station) {
    if (outcome instanceof InspectionBook.Outcome.Kept kept) {
      return Reply.created(kept.inspection());
    }
    if (outcome instanceof InspectionBook.Outcome.Unfit unfit) {
      Inspection.Misfit misfit = unfit.misfit();
      throw Refusal.invalid(place(misfit.entry(), misfit.member()), misfit.detail());
    }
    throw Refusal.notFound(StationRoutes.missing(station));
  }

  /** A telephone's clock that is a little fast dates nothing in the future. */
  private long at(Request request) {
    long now = clock.getAsLong();
    Long said = request.bodyTime("at");
    long at = said == null ? now : said;
    if (at > now + Inspection.AHEAD.toMillis() || at < now - Inspection.LATEST.toMillis()) {
      throw Refusal.invalid(
          "body.at",
          "expected a time that has come, of the last " + Inspection.LATEST.toDays() + " days");
    }
    return Math.min(at, now);
  }

  private static List<Inspection.Entry> entries(JsonObject body) {
    JsonArray findings = body.getJsonArray("findings");
    List<Inspection.Entry> entries = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      JsonObject finding = findings.getJsonObject(i);
      entries.add(
          new Inspection.Entry(
              finding.getString("element"),
              finding.getString("result").equals("present"),
              date(i, finding.getString("expires")),
              finding.getString("photo"),
              finding.getString("note")));
    }
    return entries;
  }

  private static @Nullable LocalDate date(int entry, @Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.invalid(place(entry, "expires"), "expected a day like 2026-11-20");
    }
  }

  private static String place(int entry, String member) {
    return "body.findings[" + entry + "]." + member;
  }

  private Future<Reply> list(Request request) {
    String station = request.path("station");
    return book.inspections(request.actor(), station, request.page())
        .map(page -> Reply.page(Found.orRefuse(page, StationRoutes.missing(station))));
  }

  private Future<Reply> elements(Request request) {
    String station = request.path("station");
    long now = clock.getAsLong();
    return book.elements(request.actor(), station)
        .map(known -> Reply.ok(json(Found.orRefuse(known, StationRoutes.missing(station)), now)));
  }

  private JsonObject json(InspectionBook.Known known, long now) {
    JsonArray items = new JsonArray();
    for (Element element : Elements.of(known.kind())) {
      items.add(
          json(known.elements().get(element.code()), now)
              .put("element", element.code())
              .put("group", element.group())
              .put(
                  "label",
                  new JsonObject()
                      .put("zh", element.label().zh())
                      .put("en", element.label().en())));
    }
    return new JsonObject()
        .put("kind", known.kind())
        .put("lastWhole", time(known.lastWhole()))
        .put("items", items);
  }

  private JsonObject json(InspectionBook.@Nullable Last last, long now) {
    Sighting sighting = last == null ? null : last.sighting();
    State state = sighting == null ? State.UNKNOWN : sighting.state(now, zone);
    LocalDate expires = sighting == null ? null : sighting.expires();
    return new JsonObject()
        .put("state", state.word())
        .put("since", time(since(last, state, now)))
        .put("at", time(sighting == null ? null : sighting.at()))
        .put("actor", last == null ? null : last.actor())
        .put("expires", expires == null ? null : expires.toString())
        .put("photo", last == null ? null : last.photo())
        .put("note", last == null ? null : last.note());
  }

  private @Nullable Long since(InspectionBook.@Nullable Last last, State state, long now) {
    if (last == null) {
      return null;
    }
    return state == State.EXPIRED ? last.sighting().wrongSince(now, zone) : (Long) last.since();
  }

  private static @Nullable String time(@Nullable Long millis) {
    return millis == null ? null : Rfc3339.format(Instant.ofEpochMilli(millis));
  }
}
