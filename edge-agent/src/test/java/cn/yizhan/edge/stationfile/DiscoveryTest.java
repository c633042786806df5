package cn.yizhan.edge.stationfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class DiscoveryTest {
  private static final String STATION =
      """
      enrolment: station.enrol
      data: data
      bays:
        - {number: 1, use: e-bike}
        - {number: 2, use: e-bike}
        - {number: 3, use: e-bike}
      devices:
        - {id: plug1, family: tasmota, topic: plug-1, bay: 1}
      """;

  private final Discovery discovery = new Discovery();

  private static StationFile station(String text) {
    Problems problems = new Problems();
    StationFile file = StationFile.read(text.getBytes(StandardCharsets.UTF_8), problems);
    assertEquals(List.of(), problems.all());
    assertNotNull(file);
    return file;
  }

  private void unknown(String device, String key, String sample) {
    discovery.hear(new Said.Puzzle(Said.Why.UNKNOWN_DEVICE, device, key, sample), 1000);
  }

  private List<String> proposed() {
    return discovery.proposals(station(STATION)).stream()
        .map(p -> p.family().word() + " " + p.id() + " " + p.name() + " " + p.place())
        .sorted()
        .toList();
  }

  @Test
  void wholeTopicsTellTheFamilyNameAndPlace() {
    unknown("tele", "tele/plug1/SENSOR", "{\"Time\":\"x\",\"ENERGY\":{\"Power\":3}}");
    unknown("zigbee2mqtt", "zigbee2mqtt/大厅 烟感", "{\"battery\":90,\"smoke\":false}");
    unknown("zigbee2mqtt", "zigbee2mqtt/front/door/availability", "online");
    unknown("shellies", "shellies/shelly1-A4/relay/0", "on");
    unknown("shellyplus1-b8", "shellyplus1-b8/status/switch:0", "{\"id\":0,\"apower\":1.2}");
    unknown("scale", "senml", "[{\"n\":\"supply/water/level\"}]");
    unknown("nonsense", "nonsense", "1");
    assertEquals(
        List.of(
            "senml scale scale null",
            "shelly shellyplus1-b8 shellyplus1-b8 bay/3",
            "shelly-gen1 shelly1-A4 shelly1-A4 bay/2",
            "tasmota plug1-2 plug1 null",
            "zigbee2mqtt front-door front/door null",
            "zigbee2mqtt zigbee2mqtt 大厅 烟感 room"),
        proposed());
  }

  @Test
  void theRestOfATopicTellsItToo() {
    unknown("plug7", "LWT", "Online");
    unknown("plug7", "SENSOR", "{\"Time\":\"x\",\"ENERGY\":{\"Power\":3}}");
    unknown("shellyplus1-b8", "online", "true");
    unknown("shelly1-A4", "relay/0/power", "12.3");
    unknown("leak under the tap", "bridge/devices", "SJCGQ11LM");
    unknown("leak under the tap", "zigbee2mqtt/leak under the tap", "{\"water_leak\":false}");
    assertEquals(
        List.of(
            "shelly shellyplus1-b8 shellyplus1-b8 null",
            "shelly-gen1 shelly1-A4 shelly1-A4 bay/3",
            "tasmota plug7 plug7 bay/2",
            "zigbee2mqtt leak-under-the-tap leak under the tap room"),
        proposed());
  }

  @Test
  void whatIsProposedCanBeAddedToTheFile() {
    unknown("zigbee2mqtt", "zigbee2mqtt/\"a\\b\": 1", "{\"contact\":true}");
    unknown("zigbee2mqtt", "zigbee2mqtt/true", "{\"smoke\":true}");
    unknown("123", "STATE", "{\"POWER\":\"ON\"}");
    String added =
        discovery.proposals(station(STATION)).stream()
            .map(proposal -> proposal.yaml(Language.ZH) + "\n")
            .collect(Collectors.joining());
    StationFile file = station(STATION + added);
    assertEquals(4, file.wiring().devices().size());
    assertEquals(
        List.of("\"a\\b\": 1", "true"),
        file.wiring().of(Family.ZIGBEE2MQTT).stream().map(d -> d.name()).sorted().toList());
    assertEquals("123", file.wiring().of(Family.TASMOTA).get(1).name());
    assertEquals(Place.bay(2), file.wiring().of(Family.TASMOTA).get(1).place());
  }

  @Test
  void theSameThingIsCountedAndNotListedTwice() {
    discovery.hear(new Said.Puzzle(Said.Why.UNKNOWN_VALUE, "plug1", "Foo", "1"), 1000);
    discovery.hear(
        new Said(
            List.of(new Said.Value("plug1", "bay/1/power", 3, Said.NOW)),
            List.of(new Said.Puzzle(Said.Why.UNKNOWN_VALUE, "plug1", "Foo", "2"))),
        5000);
    assertEquals(1, discovery.heard().size());
    Discovery.Entry entry = discovery.heard().get(0);
    assertEquals(List.of(2L, 1000L, 5000L), List.of(entry.count(), entry.first(), entry.last()));
    assertEquals("2", entry.what().sample());
    assertEquals(
        List.of("plug1: 1 values understood", "plug1 Foo: unknown value (2): 2"),
        discovery.report(station(STATION), Language.EN));
  }

  @Test
  void itDoesNotGrowWithoutBound() {
    for (int i = 0; i < Discovery.MOST + 7; i++) {
      unknown("d" + i, "key", "x".repeat(10_000));
    }
    unknown("d0", "key", "again");
    assertEquals(Discovery.MOST, discovery.heard().size());
    assertEquals(7, discovery.beyond());
    assertTrue(discovery.heard().stream().allMatch(e -> e.what().sample().length() <= 200));
  }
}
