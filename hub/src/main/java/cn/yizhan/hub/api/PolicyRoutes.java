package cn.yizhan.hub.api;

import cn.yizhan.hub.escalation.CalendarJson;
import cn.yizhan.hub.escalation.PolicyJson;
import cn.yizhan.hub.escalation.WorkDays;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Routes of deadline policies and of the business calendar. */
public final class PolicyRoutes implements Routes {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final PolicyBook policies;
  private final CalendarBook calendar;
  private final ZoneId zone;
  private final LongSupplier clock;

  /**
   * @param policies who is told when
   * @param calendar the working days
   * @param zone the zone of days
   * @param clock the hub's clock, epoch milliseconds
   */
  public PolicyRoutes(PolicyBook policies, CalendarBook calendar, ZoneId zone, LongSupplier clock) {
    this.policies = policies;
    this.calendar = calendar;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getDeadlinePolicy", this::policy);
    operations.on("putDeadlinePolicy", this::putPolicy);
    operations.on("getCalendar", request -> calendar());
    operations.on("putCalendarYear", this::putYear);
  }

  private Future<Reply> policy(Request request) {
    String office = request.path("office");
    return policies
        .policy(request.actor(), office)
        .map(
            policy -> {
              JsonObject found = Found.orRefuse(policy, missing(office));
              return Reply.ok(found).with("ETag", "\"" + found.getInteger("version") + "\"");
            });
  }

  private Future<Reply> putPolicy(Request request) {
    PolicyJson.Read read = PolicyJson.read(json(request.body()));
    if (read.policy() == null) {
      throw Refusal.invalid(read.faults(), "body.");
    }
    return policies
        .replace(
            request.actor(),
            request.path("office"),
            read.policy(),
            request.body().getString("reason"),
            version(request))
        .compose(outcome -> outcome.answer(() -> policy(request), missing(request.path("office"))));
  }

  private Future<Reply> calendar() {
    return calendar
        .days()
        .compose(days -> calendar.versions().map(versions -> Reply.ok(json(days, versions))));
  }

  private JsonObject json(WorkDays days, Map<Integer, Integer> versions) {
    JsonArray years = new JsonArray();
    days.years()
        .forEach(
            (year, content) ->
                years.add(
                    new JsonObject(CalendarJson.write(content).toString())
                        .put("version", versions.getOrDefault(year, 0))));
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(clock.getAsLong()), zone);
    return new JsonObject().put("years", years).put("missing", days.missing(today).orElse(null));
  }

  private Future<Reply> putYear(Request request) {
    if (request.actor().office() != null) {
      throw Refusal.forbidden("the calendar is that of all offices");
    }
    int year = (int) request.pathNumber("year");
    CalendarJson.Read read = CalendarJson.read(year, json(request.body()));
    if (read.year() == null) {
      throw Refusal.invalid(read.faults(), "body.");
    }
    return calendar
        .replace(request.actor(), read.year(), request.body().getString("reason"), version(request))
        .compose(outcome -> outcome.answer(this::calendar, "there is no year " + year));
  }

  private static JsonNode json(JsonObject body) {
    try {
      return MAPPER.readTree(body.encode());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String missing(String office) {
    return "there is no office " + office;
  }

  private static @Nullable Integer version(Request request) {
    return AlertRoutes.revision(request.header("If-Match"));
  }
}
