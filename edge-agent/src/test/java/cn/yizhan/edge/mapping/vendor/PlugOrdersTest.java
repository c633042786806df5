package cn.yizhan.edge.mapping.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.mapping.Dialect.Message;
import cn.yizhan.edge.mapping.Dialect.Switching;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.shelly.ShellyDialect;
import cn.yizhan.edge.mapping.shelly.ShellyGen1Dialect;
import cn.yizhan.edge.mapping.tasmota.TasmotaDialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What plugs are told. */
final class PlugOrdersTest {
  private final Dialects dialects = WiredStation.dialects();

  private void hear(String topic, String text) {
    dialects.read(new Publish(topic, text, false), GoldenHearing.NOW);
  }

  private List<Message> order(String device, int channel, boolean on, int autoOff) {
    return dialects.order(new Switching(WiredStation.device(device), channel, on, autoOff));
  }

  @Test
  void aPlugWithTasmotaIsArmedBeforeItIsSwitchedOn() {
    hear("tele/plug-1/LWT", "Online");
    assertEquals(
        List.of(
            new Message("cmnd/plug-1/PulseTime1", "220"), new Message("cmnd/plug-1/POWER1", "ON")),
        order("plug-1", 1, true, 120));
    assertEquals(List.of(new Message("cmnd/plug-1/POWER1", "OFF")), order("plug-1", 1, false, 0));
    assertEquals(List.of(new Message("cmnd/plug-1/POWER1", "ON")), order("plug-1", 1, true, 0));
  }

  @Test
  void aRelayThatIsOnIsArmedAnewWithoutAnythingThatCouldSwitchItOn() {
    hear("tele/strip/STATE", "{\"POWER1\":\"OFF\",\"POWER2\":\"ON\"}");
    assertEquals(
        List.of(new Message("cmnd/strip/PulseTime2", "220")), order("strip", 2, true, 120));
    assertEquals(2, order("strip", 1, true, 120).size());
    order("strip", 2, false, 0);
    assertEquals(
        List.of(new Message("cmnd/strip/PulseTime2", "220")),
        order("strip", 2, true, 120),
        "a cut that is not confirmed yet is not undone");
    hear("stat/strip/POWER2", "OFF");
    assertEquals(2, order("strip", 2, true, 120).size());
  }

  @Test
  void aPlugThatWasAwayIsNotTakenForOn() {
    hear("stat/plug-1/POWER", "ON");
    hear("tele/plug-1/LWT", "Offline");
    assertEquals(2, order("plug-1", 1, true, 120).size());
    dialects.read(new Publish("stat/plug-1/POWER", "ON", true), GoldenHearing.NOW);
    assertEquals(2, order("plug-1", 1, true, 120).size(), "nor by a word of unknown age");
  }

  @Test
  void aDeviceThatHasNotBeenHeardIsToldInBothPatternsOfTopics() {
    assertEquals(
        List.of(
            new Message("cmnd/hall/board/POWER1", "OFF"),
            new Message("hall/board/cmnd/POWER1", "OFF")),
        order("board", 1, false, 0));
    hear("hall/board/tele/LWT", "Online");
    assertEquals(
        List.of(new Message("hall/board/cmnd/POWER1", "OFF")), order("board", 1, false, 0));
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "11, 110", "12, 112", "120, 220", "64800, 64900", "90000, 64900"})
  void secondsAreWrittenAsPulseTimeCountsThem(int seconds, String value) {
    hear("tele/plug-1/LWT", "Online");
    assertEquals(
        new Message("cmnd/plug-1/PulseTime1", value), order("plug-1", 1, true, seconds).get(0));
  }

  @Test
  void aPlugWithTasmotaIsAskedForItsRelaysAndSensors() {
    hear("tele/strip/LWT", "Online");
    assertEquals(
        List.of(
            new Message("cmnd/strip/POWER1", ""),
            new Message("cmnd/strip/POWER2", ""),
            new Message("cmnd/strip/STATUS", "10")),
        dialects.ask(List.of(WiredStation.device("strip"))));
  }

  @Test
  void aPlugWithTasmotaBlinksWithoutSwitching() {
    hear("tele/plug-1/LWT", "Online");
    List<Message> messages = dialects.identify(WiredStation.device("plug-1"));
    assertEquals("cmnd/plug-1/BACKLOG0", messages.get(0).topic());
    assertFalse(messages.get(0).text().matches(".*(?<!Led)Power.*"));
  }

  @Test
  void aShellyIsSwitchedByACallThatBringsItsOwnEnd() {
    String source = "\"src\":\"shellies/pro 2/yizhan\",\"method\":\"Switch.Set\"";
    assertEquals(
        List.of(
            new Message(
                "shellies/pro 2/rpc",
                "{\"id\":1,"
                    + source
                    + ",\"params\":{\"id\":1,\"on\":true,\"toggle_after\":120}}")),
        order("pro", 1, true, 120));
    assertEquals(
        List.of(
            new Message(
                "shellies/pro 2/rpc",
                "{\"id\":1," + source + ",\"params\":{\"id\":1,\"on\":false}}")),
        order("pro", 1, false, 120),
        "an order to switch off never brings a timer: it would switch on");
    assertTrue(
        dialects
            .ask(List.of(WiredStation.device("pro")))
            .get(0)
            .text()
            .contains("\"method\":\"Shelly.GetStatus\""));
    assertEquals(List.of(), dialects.identify(WiredStation.device("pro")));
  }

  @Test
  void aShellyOfTheFirstGenerationHasItsTimerInItsSettings() {
    assertEquals(
        List.of(new Message("shellies/shelly1pm-B929CC/relay/0/command", "on")),
        order("g1pm", 0, true, 120));
    assertEquals(
        List.of(new Message("shellies/shellyplug-s-7A1C42/relay/0/command", "off")),
        order("g1", 0, false, 0));
    assertEquals(
        List.of(new Message("shellies/shellyplug-s-7A1C42/command", "update")),
        dialects.ask(List.of(WiredStation.device("g1"))));
    assertEquals(List.of(), dialects.identify(WiredStation.device("g1")));
  }

  @Test
  void eachFamilyKnowsItsTopics() {
    TasmotaDialect tasmota = new TasmotaDialect(WiredStation.WIRING);
    ShellyDialect shelly = new ShellyDialect(WiredStation.WIRING);
    ShellyGen1Dialect gen1 = new ShellyGen1Dialect(WiredStation.WIRING);
    assertTrue(tasmota.concerns("tele/any/SENSOR"));
    assertTrue(tasmota.concerns("any/stat/POWER"));
    assertTrue(tasmota.concerns("tasmota/discovery/AABBCC/config"));
    assertFalse(tasmota.concerns("zigbee2mqtt/hall"));
    assertFalse(tasmota.concerns("tele/any"));
    assertFalse(tasmota.concerns("tele//SENSOR"));
    assertTrue(shelly.concerns("any/events/rpc"));
    assertTrue(shelly.concerns("any/status/switch:0"));
    assertTrue(shelly.concerns("shellies/pro 2/online"));
    assertTrue(shelly.concerns("i4/online"));
    assertFalse(shelly.concerns("any/online"));
    assertFalse(shelly.concerns("shellies/shellyplug-s-7A1C42/online"));
    assertTrue(gen1.concerns("shellies/shellyplug-s-7A1C42/online"));
    assertFalse(gen1.concerns("shellies/pro 2/online"));
    assertFalse(gen1.concerns("shellies/new/status/switch:0"));
  }

  @Test
  void aMessageThatIsTooLongIsNotLookedInto() {
    String text = "{\"POWER\":\"ON\",\"x\":\"" + "y".repeat(Strangers.LONGEST) + "\"}";
    for (String topic :
        List.of("tele/plug-1/STATE", "i4/status/input:0", "shellies/shellyplug-s-7A1C42/relay/0")) {
      Said said = dialects.read(new Publish(topic, text, false), GoldenHearing.NOW);
      assertEquals(List.of(), said.values());
      assertEquals(Said.Why.MALFORMED, said.puzzles().get(0).why());
      assertTrue(said.puzzles().get(0).sample().length() < 100);
    }
  }

  @Test
  void manyUnknownNamesAreCountedTogether() {
    StringBuilder text = new StringBuilder("{\"POWER\":\"ON\"");
    for (int i = 0; i < 300; i++) {
      text.append(",\"Unknown")
          .append(i)
          .append("\":\"\\u0007")
          .append("z".repeat(90))
          .append("\"");
    }
    Said said =
        dialects.read(new Publish("tele/plug-1/STATE", text + "}", false), GoldenHearing.NOW);
    assertEquals(1, said.values().size());
    assertEquals(Hearing.MOST_PUZZLES + 1, said.puzzles().size());
    assertEquals("250 further names", said.puzzles().get(Hearing.MOST_PUZZLES).sample());
    assertFalse(said.puzzles().get(0).sample().contains("\u0007"));
  }
}
