package cn.yizhan.bench.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Simulated devices of all families. */
final class VoicesTest {
  private static final DeviceTime NOW =
      new DeviceTime(1_795_392_000_000L, ZoneId.of("Asia/Shanghai"));
  private static final List<Config.Bay> BAYS =
      List.of(new Config.Bay(1, BayUse.E_BIKE), new Config.Bay(2, BayUse.PHONE));

  private final StationModel model = new StationModel(BAYS, Map.of("water", 60.0), 7);

  private static WiredDevice device(Family family, String name, Map<Integer, Place> channels) {
    return new WiredDevice(name.replace(' ', '-'), family, name, channels, Map.of(), 120);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      model.step(1);
    }
  }

  @Test
  void eachDeviceSpeaksInItsFamilysWayAndWhatNobodyMeasuresIsSaidInSenMl() {
    Wiring wiring =
        new Wiring(
            List.of(
                device(Family.TASMOTA, "plug1", Map.of(1, Place.bay(1))),
                device(Family.ZIGBEE2MQTT, "hall smoke", Map.of(1, Place.of(Place.Kind.ROOM)))),
            ZoneId.of("Asia/Shanghai"),
            "zigbee2mqtt");
    List<Voice> voices = Voices.of(wiring);
    assertEquals(3, voices.size());
    assertEquals("tele/plug1/STATE", voices.get(0).report(model, NOW).get(0).topic());
    assertEquals("zigbee2mqtt/hall smoke", voices.get(1).report(model, NOW).get(0).topic());
    String rest = voices.get(2).report(model, NOW).get(0).text();
    assertTrue(rest.contains("bay/2/power") && rest.contains("room/people"), rest);
    assertFalse(rest.contains("bay/1/") || rest.contains("room/smoke"), rest);
  }

  @Test
  void aTasmotaPlugGoesOffByItselfWhenItsPulseTimeIsOver() {
    TasmotaVoice plug = new TasmotaVoice("plug1", 1);
    plug.told(Voice.Mail.of("cmnd/plug1/PulseTime", "130"), model, NOW);
    pass(29);
    assertTrue(model.bay(1).relay());
    plug.told(Voice.Mail.of("cmnd/plug1/PulseTime", "130"), model, NOW);
    pass(29);
    assertTrue(model.bay(1).relay(), "armed anew");
    pass(1);
    assertFalse(model.bay(1).relay());
    assertTrue(model.bay(1).expired());
    String state = plug.report(model, NOW).get(0).text();
    assertEquals("OFF", new JsonObject(state).getString("POWER"));
  }

  @Test
  void aShellyTellsOnlyWhatHasChanged() {
    ShellyVoice plug = new ShellyVoice("shellyplus1pm-a1", Map.of(0, 1));
    plug.report(model, NOW);
    assertEquals(List.of(), plug.report(model, NOW));
    Voice.Mail order =
        Voice.Mail.of(
            "shellyplus1pm-a1/rpc",
            "{\"id\":5,\"src\":\"yizhan\",\"method\":\"Switch.Set\","
                + "\"params\":{\"id\":0,\"on\":false}}");
    List<Voice.Mail> said = plug.told(order, model, NOW);
    assertEquals("yizhan/rpc", said.get(0).topic());
    JsonObject changed =
        new JsonObject(said.get(1).text()).getJsonObject("params").getJsonObject("switch:0");
    assertEquals(false, changed.getBoolean("output"));
    assertFalse(changed.containsKey("voltage"), "that has not changed");
  }

  @Test
  void aGen1PlugSpeaksInBareWordsAndWattMinutes() {
    ShellyGen1Voice plug = new ShellyGen1Voice("shellyplug-s-A1", 1, 120);
    pass(600);
    Voice.Mail energy = plug.report(model, NOW).get(2);
    assertEquals("shellies/shellyplug-s-A1/relay/0/energy", energy.topic());
    assertEquals(model.bay(1).energy() * 60, Double.parseDouble(energy.text()), 0.51);
    plug.told(Voice.Mail.of("shellies/shellyplug-s-A1/relay/0/command", "off"), model, NOW);
    assertEquals("off", plug.report(model, NOW).get(0).text());
  }

  @Test
  void aZigbeePlugIsSwitchedForATimeAndASilentSensorSaysNothing() {
    ZigbeeVoice plug = new ZigbeeVoice("zigbee2mqtt", "plug", Place.bay(2), false);
    plug.told(
        Voice.Mail.of("zigbee2mqtt/plug/set", "{\"state\":\"ON\",\"on_time\":20}"), model, NOW);
    pass(20);
    assertTrue(plug.report(model, NOW).get(0).text().contains("\"state\":\"OFF\""));
    Place room = Place.of(Place.Kind.ROOM);
    ZigbeeVoice smoke = new ZigbeeVoice("zigbee2mqtt", "smoke", room, false);
    assertEquals(1, smoke.report(model, NOW).size());
    model.apply(Fault.SILENT_SENSOR);
    assertEquals(List.of(), smoke.report(model, NOW));
  }

  @Test
  void aWeldedRelayDoesNotGoOff() {
    model.apply(Fault.STUCK_RELAY);
    assertTrue(model.set("bay/1/relay", false));
    assertTrue(model.bay(1).relay());
  }

  @Test
  void anEBikeBatteryOnAPhoneBayDrawsMoreThanAnyPhone() {
    model.apply(Fault.MISUSE);
    pass(1);
    assertTrue(model.bay(2).power() > 100);
  }

  @Test
  void aHurriedHourChargesLikeAnHourButHeatsLikeAMinute() {
    StationModel slow = new StationModel(BAYS, Map.of(), 3);
    slow.bay(1).plug(5_000);
    double before = slow.bay(1).energy();
    for (int i = 0; i < 60; i++) {
      slow.step(1, 60);
      slow.bay(1).plug(5_000);
    }
    assertTrue(slow.bay(1).energy() - before > 200, "an hour of charging");
    assertTrue(slow.bay(1).temperature() < 30, "a minute of warming");
  }
}
