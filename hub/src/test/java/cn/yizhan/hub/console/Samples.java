package cn.yizhan.hub.console;

import cn.yizhan.hub.console.Latest.Value;
import cn.yizhan.hub.rules.Item;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.point.PointCatalogue;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A small district for tests: one station with two bays and four supplies. */
final class Samples {
  static final long NOW = 1_795_392_000_000L;
  static final Place PLACE =
      new Place("pc-001", "东关小哥驿站", "full", false, new Place.Office("sbs", "水泊寺街道"));
  static final Presence ONLINE = new Presence(true, NOW - 60_000);
  static final Presence OFFLINE = new Presence(false, NOW - 60_000);

  private Samples() {}

  static Map<String, Value> values() {
    Map<String, Value> values = new HashMap<>();
    values.put("bay/1/state", word("bay/1/state", "Charging"));
    values.put("bay/1/power", new Value(412.6, NOW));
    values.put("bay/1/temperature", new Value(31.26, NOW));
    values.put("bay/2/state", word("bay/2/state", "Available"));
    values.put("room/people", new Value(3, NOW));
    values.put("supply/water/level", new Value(30, NOW));
    values.put("supply/tissue/level", new Value(4, NOW));
    values.put("supply/first-aid/level", new Value(5, NOW));
    return values;
  }

  private static Value word(String point, String word) {
    int index =
        java.util.Objects.requireNonNull(PointCatalogue.standard().typeOf(point))
            .values()
            .words()
            .indexOf(word);
    return new Value(index, NOW);
  }

  static Snapshot snapshot(Presence presence, Map<String, Value> values, OpenAlert... alerts) {
    Snapshot.Entry entry =
        new Snapshot.Entry(
            7,
            PLACE,
            false,
            presence,
            List.of(new Config.Bay(1, BayUse.E_BIKE), new Config.Bay(2, BayUse.PHONE)),
            List.of(
                new Item("first-aid", "count", 10, 2),
                new Item("tea", "count", 10, 2),
                new Item("tissue", "count", 40, 5),
                new Item("water", "l", 40, 8)));
    return new Snapshot(
        List.of(entry), List.of(alerts), alerts.length, new Latest(NOW, Map.of(7, values)));
  }

  static Overview overview(Presence presence, Map<String, Value> values, OpenAlert... alerts) {
    return new OverviewMaker(PointCatalogue.standard())
        .overview(snapshot(presence, values, alerts), NOW);
  }

  static OpenAlert alert(String subject, String condition, boolean latched, boolean confirmed) {
    return new OpenAlert(
        UUID.fromString("00000000-0000-4000-8000-000000000001"),
        "PC-1123-007",
        new OpenAlert.Cause("S02", subject, "critical"),
        new OpenAlert.Progress(condition, "new", false, false, false, 1),
        OpenAlert.Site.of(PLACE),
        new OpenAlert.Times(NOW - 9_000, NOW - 8_000, null, NOW + 300_000, null, null),
        new JsonObject().put("point", subject + "/temperature").put("value", 68.2),
        new JsonObject().put("action", "cut").put("latched", latched).put("confirmed", confirmed));
  }
}
