package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.escalation.DutyRole;
import cn.yizhan.hub.escalation.Roster;
import cn.yizhan.hub.escalation.RosterCsv;
import cn.yizhan.hub.escalation.Shift;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Routes of duty rosters. A roster travels as a file of comma separated values, which the library
 * that checks requests does not know: its two routes are mounted behind it.
 */
public final class RosterRoutes implements Routes {
  private static final String PATH = "/api/v1/offices/:office/roster";
  private static final String CSV = "text/csv";

  private final RosterBook book;
  private final ZoneId zone;
  private final LongSupplier clock;

  /**
   * @param book the rosters
   * @param zone the zone of times in files
   * @param clock the hub's clock, epoch milliseconds
   */
  public RosterRoutes(RosterBook book, ZoneId zone, LongSupplier clock) {
    this.book = book;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getDuty", this::duty);
  }

  /** Mounts what is not JSON, behind the routes of the document that permit it. */
  public void mount(Router router) {
    router.get(PATH).handler(this::export);
    router.put(PATH).handler(this::replace);
  }

  private Future<Reply> duty(Request request) {
    Long given = request.time("at");
    long at = given == null ? clock.getAsLong() : given;
    Shift.Area area = new Shift.Area(request.query("community"), request.query("grid"));
    return shifts(request.actor(), request.path("office"), new Shift.Span(at, at + 1))
        .map(
            shifts -> {
              Roster roster = new Roster(shifts);
              JsonArray items = new JsonArray();
              for (DutyRole role : DutyRole.values()) {
                Roster.Duty duty = roster.onDuty(role, area, at);
                items.add(
                    new JsonObject()
                        .put("role", role.word())
                        .put("name", duty == null ? null : duty.person().name())
                        .put("mobile", duty == null ? null : duty.person().mobile())
                        .put("deputy", duty != null && duty.deputy()));
              }
              return Reply.ok(new JsonObject().put("items", items));
            });
  }

  private void export(RoutingContext context) {
    Shift.Span period = period(context);
    shifts(Authentication.actor(context), context.pathParam("office"), period)
        .onSuccess(
            shifts ->
                context
                    .response()
                    .putHeader("Content-Type", CSV + "; charset=utf-8")
                    .putHeader("Content-Disposition", "attachment; filename=\"roster.csv\"")
                    .end(RosterCsv.write(shifts, zone)))
        .onFailure(context::fail);
  }

  private void replace(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(CSV)) {
      throw new Refusal(Problem.of(Problem.Sort.MEDIA_TYPE));
    }
    Shift.Span period = period(context);
    byte[] file =
        context.body().buffer() == null ? new byte[0] : context.body().buffer().getBytes();
    RosterCsv.Read read = RosterCsv.read(file, period, zone);
    if (!read.faults().isEmpty()) {
      throw Refusal.invalid(read.faults(), "");
    }
    String office = context.pathParam("office");
    book.replace(Authentication.actor(context), office, period, read.shifts())
        .map(
            done -> {
              if (!done) {
                throw Refusal.notFound(missing(office));
              }
              return Reply.ok(new JsonObject().put("shifts", read.shifts().size()));
            })
        .onSuccess(reply -> reply.send(context.response()))
        .onFailure(context::fail);
  }

  private Future<List<Shift>> shifts(Actor actor, String office, Shift.Span span) {
    return book.shifts(actor, office, span).map(found -> Found.orRefuse(found, missing(office)));
  }

  private static Shift.Span period(RoutingContext context) {
    long from = time(context, "from");
    long to = time(context, "to");
    if (from >= to) {
      throw Refusal.invalid("query.to", "is not later than from");
    }
    return new Shift.Span(from, to);
  }

  private static long time(RoutingContext context, String name) {
    String text = context.queryParams().get(name);
    Long time = text == null ? null : Rfc3339.parse(text);
    if (time == null) {
      throw Refusal.invalid("query." + name, "expected a time like 2026-12-01T00:00:00+08:00");
    }
    return time;
  }

  private static String missing(String office) {
    return "there is no office " + office;
  }
}
