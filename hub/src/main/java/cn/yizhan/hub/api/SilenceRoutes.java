package cn.yizhan.hub.api;

import cn.yizhan.hub.noise.Matcher;
import cn.yizhan.hub.noise.Silencing;
import cn.yizhan.hub.noise.Window;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Routes of silences. */
public final class SilenceRoutes implements Routes {
  private final SilenceBook book;
  private final LongSupplier clock;

  /**
   * @param book keeps them
   * @param clock the hub's clock, epoch milliseconds
   */
  public SilenceRoutes(SilenceBook book, LongSupplier clock) {
    this.book = book;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("createSilence", this::create);
    operations.on(
        "listSilences",
        request ->
            book.silences(request.actor(), request.flag("current"), request.page())
                .map(Reply::page));
    operations.on("getSilence", request -> found(request, id(request)).map(Reply::ok));
    operations.on("expireSilence", this::expire);
  }

  private Future<Reply> create(Request request) {
    JsonObject body = request.body();
    String rule = body.getString("rule");
    String severity = body.getString("severity");
    checkRule(rule);
    SilenceBook.Silence silence =
        new SilenceBook.Silence(
            UUID.randomUUID(),
            new SilenceBook.Reach(
                body.getString("office"),
                body.getString("station"),
                new Matcher(
                    rule,
                    severity == null ? null : Severity.of(severity),
                    body.getString("subject"))),
            body.getString("reason"),
            body.getString("owner", request.actor().name()),
            course(request, body));
    return book.keep(request.actor(), silence)
        .compose(
            kept -> {
              Found.orRefuse(kept ? kept : null, "there is no such office or station in scope");
              return found(request, silence.id()).map(Reply::created);
            });
  }

  private SilenceBook.Course course(Request request, JsonObject body) {
    long now = clock.getAsLong();
    Long from = request.bodyTime("from");
    Long until = request.bodyTime("until");
    long starts = from == null ? now : from;
    Window window = window(body.getJsonObject("weekly"));
    Duration longest = window == null ? Silencing.LONGEST : Silencing.LONGEST_WINDOW;
    if (until == null || until <= Math.max(now, starts) || until - starts > longest.toMillis()) {
      throw Refusal.invalid(
          "body.until", "must lie ahead and after from, at most " + longest.toDays() + " days");
    }
    if (window != null && body.getString("office") == null && body.getString("station") == null) {
      throw Refusal.invalid("body.weekly", "a window is one of an office or of a station");
    }
    return new SilenceBook.Course(starts, until, window);
  }

  private static @Nullable Window window(@Nullable JsonObject weekly) {
    if (weekly == null) {
      return null;
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Object day : weekly.getJsonArray("days")) {
      days.add(DayOfWeek.of(((Number) day).intValue()));
    }
    return new Window(
        days,
        LocalTime.parse(weekly.getString("from")),
        LocalTime.parse(weekly.getString("until")));
  }

  private static void checkRule(@Nullable String id) {
    if (id == null) {
      return;
    }
    Rule rule = RuleCatalogue.standard().find(id);
    if (rule == null) {
      throw Refusal.invalid("body.rule", "there is no rule " + id);
    }
    Label why = Silencing.refusal(rule);
    if (why != null) {
      throw new Refusal(Problem.of(Problem.Sort.CONFLICT, why.en() + " / " + why.zh()));
    }
  }

  private Future<Reply> expire(Request request) {
    UUID id = id(request);
    return book.expire(request.actor(), id)
        .compose(
            done -> {
              Found.orRefuse(done ? done : null, missing(id));
              return found(request, id).map(Reply::ok);
            });
  }

  private Future<JsonObject> found(Request request, UUID id) {
    return book.silence(request.actor(), id).map(found -> Found.orRefuse(found, missing(id)));
  }

  private static UUID id(Request request) {
    return UUID.fromString(request.path("silence"));
  }

  private static String missing(UUID id) {
    return "there is no silence " + id;
  }
}
