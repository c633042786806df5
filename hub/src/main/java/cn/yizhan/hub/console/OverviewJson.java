package cn.yizhan.hub.console;

import cn.yizhan.hub.alerts.AlertSheet;
import cn.yizhan.hub.console.Overview.BayLine;
import cn.yizhan.hub.console.Overview.StationLine;
import cn.yizhan.hub.console.Overview.SupplyLine;
import cn.yizhan.hub.console.Overview.Totals;
import cn.yizhan.protocol.Label;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The overview as JSON; times in ISO 8601, UTC. */
final class OverviewJson {
  private OverviewJson() {}

  /** All of it. */
  static JsonObject of(Overview overview) {
    return new JsonObject()
        .put("time", time(overview.time()))
        .put("totals", totals(overview.totals()))
        .put("alerts", alerts(overview.alerts()))
        .put("stations", stations(overview.stations()));
  }

  static JsonObject totals(Totals totals) {
    return new JsonObject()
        .put("stations", totals.stations())
        .put("online", totals.online())
        .put("openAlerts", totals.openAlerts())
        .put("people", totals.people())
        .put("bays", totals.bays())
        .put("baysFree", totals.baysFree());
  }

  static JsonArray alerts(Collection<OpenAlert> alerts) {
    JsonArray array = new JsonArray();
    alerts.forEach(alert -> array.add(alert(alert)));
    return array;
  }

  static JsonArray stations(Collection<StationLine> stations) {
    JsonArray array = new JsonArray();
    stations.forEach(station -> array.add(station(station)));
    return array;
  }

  static @Nullable String time(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis).toString();
  }

  /** What people read of an alert. */
  static JsonObject sheet(AlertSheet sheet) {
    JsonArray steps = new JsonArray();
    sheet.whatToDo().forEach(step -> steps.add(label(step)));
    cn.yizhan.hub.alerts.Place.Station station = sheet.place().station();
    return new JsonObject()
        .put("title", label(sheet.title()))
        .put("text", label(sheet.text()))
        .put("whatToDo", steps)
        .put("stationName", station == null ? null : station.name())
        .put("officeName", sheet.place().office().name())
        .put("address", station == null ? null : station.address())
        .put("phone", station == null ? null : station.phone())
        .put("community", sheet.place().community())
        .put("grid", sheet.place().grid());
  }

  private static @Nullable JsonObject label(@Nullable Label label) {
    return label == null ? null : new JsonObject().put("zh", label.zh()).put("en", label.en());
  }

  private static JsonObject alert(OpenAlert alert) {
    OpenAlert.Times times = alert.times();
    Place station = alert.site().station();
    return new JsonObject()
        .put("id", alert.id().toString())
        .put("number", alert.number())
        .put("rule", alert.cause().rule())
        .put("subject", alert.cause().subject())
        .put("title", label(AlertSheet.title(alert.cause().rule(), alert.cause().subject())))
        .put("severity", alert.cause().severity())
        .put("condition", alert.progress().condition())
        .put("work", alert.progress().work())
        .put("delayed", alert.progress().delayed())
        .put("test", alert.progress().test())
        .put("flapping", alert.progress().flapping())
        .put("revision", alert.progress().revision())
        .put("station", station == null ? null : station.code())
        .put("stationName", station == null ? null : station.name())
        .put("office", alert.site().office().code())
        .put("officeName", alert.site().office().name())
        .put("reading", alert.reading())
        .put("edgeAction", alert.edgeAction())
        .put("eventTime", time(times.event()))
        .put("detectedTime", time(times.detected()))
        .put("clearedTime", time(times.cleared()))
        .put(
            "deadlines",
            new JsonObject()
                .put("acknowledge", time(times.acknowledge()))
                .put("resolve", time(times.resolve()))
                .put("recheck", time(times.recheck())));
  }

  private static JsonObject station(StationLine line) {
    JsonArray bays = new JsonArray();
    line.bays().forEach(bay -> bays.add(bay(bay)));
    JsonArray supplies = new JsonArray();
    line.supplies().forEach(supply -> supplies.add(supply(supply)));
    Place place = line.place();
    return new JsonObject()
        .put("code", place.code())
        .put("name", place.name())
        .put("office", place.office().code())
        .put("officeName", place.office().name())
        .put("kind", place.kind())
        .put("demo", place.demo())
        .put("suspended", line.suspended())
        .put("online", line.presence().online())
        .put("since", time(line.presence().since()))
        .put("bays", bays)
        .put("supplies", supplies)
        .put("people", line.people());
  }

  private static JsonObject bay(BayLine bay) {
    return new JsonObject()
        .put("number", bay.number())
        .put("use", bay.use().word())
        .put("state", bay.state())
        .put("cut", bay.cut() == null ? null : bay.cut().name().toLowerCase(Locale.ROOT))
        .put("power", bay.power())
        .put("temperature", bay.temperature());
  }

  private static JsonObject supply(SupplyLine supply) {
    return new JsonObject()
        .put("item", supply.item())
        .put("level", supply.level())
        .put("unit", supply.unit())
        .put("capacity", supply.capacity())
        .put("minimum", supply.minimum());
  }
}
