package cn.yizhan.hub.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Routes of alerts. */
public final class AlertRoutes implements Routes {
  private static final List<String> FILTERS =
      List.of("station", "office", "rule", "condition", "work", "severity", "number", "test");

  private final Alerts alerts;
  private final AlertWork work;

  /**
   * @param alerts reads alerts
   * @param work changes them
   */
  public AlertRoutes(Alerts alerts, AlertWork work) {
    this.alerts = alerts;
    this.work = work;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listAlerts", this::list);
    operations.on("getAlert", request -> found(request, id(request)));
    AlertActions actions = new AlertActions(work, this::found);
    actions.mount(operations);
  }

  private Future<Reply> list(Request request) {
    return alerts
        .alerts(request.actor(), filters(request, FILTERS), request.page())
        .map(Reply::page);
  }

  private Future<Reply> found(Request request, UUID id) {
    return alerts
        .alert(request.actor(), id)
        .map(
            alert -> {
              if (alert == null) {
                throw missing(id);
              }
              alert.put("photoNeeded", AlertActions.photoNeeded(alert));
              alert.put("actions", new JsonArray(AlertActions.possible(request.actor(), alert)));
              return Reply.ok(alert).with("ETag", tag(alert.getInteger("revision")));
            });
  }

  /** The entity tag of an alert at that revision. */
  static String tag(int revision) {
    return "\"" + revision + "\"";
  }

  /** The values of the filters that the query names. */
  static Map<String, String> filters(Request request, List<String> names) {
    Map<String, String> filters = new HashMap<>();
    for (String name : names) {
      String value = request.query(name);
      if (value != null) {
        filters.put(name, value);
      }
    }
    return filters;
  }

  /**
   * The revision in an {@code If-Match}, null for any. The library that checks requests takes a
   * quoted header for JSON and hands it on without its quotes.
   */
  static @Nullable Integer revision(@Nullable String ifMatch) {
    return ifMatch == null || ifMatch.equals("*")
        ? null
        : Integer.valueOf(ifMatch.replace("\"", ""));
  }

  private static UUID id(Request request) {
    return UUID.fromString(request.path("alert"));
  }

  private static Refusal missing(UUID id) {
    return Refusal.notFound("there is no alert " + id);
  }
}
