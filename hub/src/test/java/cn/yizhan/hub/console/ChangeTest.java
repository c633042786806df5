package cn.yizhan.hub.console;

import static cn.yizhan.hub.console.Samples.NOW;
import static cn.yizhan.hub.console.Samples.OFFLINE;
import static cn.yizhan.hub.console.Samples.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import cn.yizhan.hub.console.Latest.Value;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeTest {
  private final Overview before = Samples.overview(ONLINE, Samples.values());

  @Test
  void nothingIsToldWhenNothingChanged() {
    Change change = Change.between(before, Samples.overview(ONLINE, Samples.values()), true);
    assertNull(change.event());
    assertSame(before, change.seen());
  }

  @Test
  void aNewAlertIsToldAtOnceWithTheTotals() {
    Overview after =
        Samples.overview(ONLINE, Samples.values(), Samples.alert("bay/9", "active", true, true));
    JsonObject event = told(Change.between(before, after, false));
    assertEquals(1, event.getJsonObject("totals").getInteger("openAlerts"));
    assertEquals("PC-1123-007", event.getJsonArray("alerts").getJsonObject(0).getString("number"));
    assertNull(event.getJsonArray("stations"));
  }

  @Test
  void aStationThatWentOfflineIsToldAtOnceAndAlone() {
    JsonObject event =
        told(Change.between(before, Samples.overview(OFFLINE, Samples.values()), false));
    assertEquals(false, event.getJsonArray("stations").getJsonObject(0).getBoolean("online"));
    assertNull(event.getJsonArray("alerts"));
  }

  @Test
  void wattsAloneWaitUntilValuesAreAskedFor() {
    Map<String, Value> values = Samples.values();
    values.put("bay/1/power", new Value(500, NOW));
    Overview after = Samples.overview(ONLINE, values);
    Change waiting = Change.between(before, after, false);
    assertNull(waiting.event());
    JsonObject event = told(Change.between(waiting.seen(), after, true));
    JsonArray bays = event.getJsonArray("stations").getJsonObject(0).getJsonArray("bays");
    assertEquals(500, bays.getJsonObject(0).getInteger("power"));
  }

  @Test
  void wattsHeldBackWhileSomethingElseWasToldAreToldLater() {
    Map<String, Value> values = Samples.values();
    values.put("bay/1/power", new Value(500, NOW));
    Overview after = Samples.overview(ONLINE, values, Samples.alert("bay/9", "active", true, true));
    Change first = Change.between(before, after, false);
    assertNull(told(first).getJsonArray("stations"));
    Change second = Change.between(first.seen(), after, true);
    assertNotNull(told(second).getJsonArray("stations"));
    assertNull(Change.between(second.seen(), after, true).event());
  }

  @Test
  void aStationTakenOutIsNamed() {
    Overview after = new Overview(NOW, before.totals(), List.of(), List.of());
    JsonObject event = told(Change.between(before, after, false));
    assertEquals(new JsonArray().add("pc-001"), event.getJsonArray("removed"));
  }

  private static JsonObject told(Change change) {
    @Nullable JsonObject event = change.event();
    return java.util.Objects.requireNonNull(event, "nothing told");
  }
}
