package cn.yizhan.edge.mapping.zigbee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ZigbeeOrdersTest {
  private static final WiredDevice PLUG = device("plug", "排插/plug 3", Map.of(1, Place.bay(3)));
  private static final WiredDevice STRIP =
      device("strip", "strip", Map.of(1, Place.bay(1), 2, Place.bay(2)));
  private static final WiredDevice SIREN =
      device("siren", "siren", Map.of(1, Place.of(Place.Kind.SIREN)));
  private static final WiredDevice SMOKE =
      device("smoke", "smoke", Map.of(1, Place.of(Place.Kind.ROOM)));

  private static final String SWITCH =
      "{\"type\":\"switch\",\"features\":[{\"property\":\"state\",\"access\":7,"
          + "\"value_on\":\"ON\",\"value_off\":\"OFF\"}]}";

  private final ZigbeeDialect dialect =
      new ZigbeeDialect(
          new Wiring(
              List.of(PLUG, STRIP, SIREN, SMOKE), ZoneId.of("Asia/Shanghai"), "zigbee2mqtt"));

  private static WiredDevice device(String id, String name, Map<Integer, Place> channels) {
    return new WiredDevice(id, Family.ZIGBEE2MQTT, name, channels, Map.of(), 120);
  }

  private void said(String topic, String text) {
    dialect.read(new Publish("zigbee2mqtt/" + topic, text, false), new Moment(0, 0));
  }

  private void described(WiredDevice device, String... exposes) {
    said(
        "bridge/devices",
        "[{\"friendly_name\":\""
            + device.name()
            + "\",\"definition\":{\"exposes\":["
            + String.join(",", exposes)
            + "]}}]");
  }

  private static String only(List<Dialect.Message> messages) {
    assertEquals(1, messages.size());
    return messages.get(0).topic() + " " + messages.get(0).text();
  }

  private String on(WiredDevice device, int channel, int autoOff) {
    return only(dialect.order(new Dialect.Switching(device, channel, true, autoOff)));
  }

  private String off(WiredDevice device, int channel) {
    return dialect.order(new Dialect.Switching(device, channel, false, 0)).stream()
        .map(message -> message.topic() + " " + message.text())
        .collect(Collectors.joining(", "));
  }

  @Test
  void aPlugIsSwitchedByItsFriendlyNameAndAskedWhetherItIsOff() {
    assertEquals(
        "zigbee2mqtt/排插/plug 3/set {\"state\":\"OFF\"}, zigbee2mqtt/排插/plug 3/get {\"state\":\"\"}",
        off(PLUG, 1));
    assertEquals("zigbee2mqtt/排插/plug 3/set {\"state\":\"ON\"}", on(PLUG, 1, 0));
  }

  @Test
  void aPlugThatIsNotDescribedIsArmedInBothWays() {
    assertEquals(
        "zigbee2mqtt/排插/plug 3/set {\"state\":\"ON\",\"on_time\":120,\"countdown\":120}",
        on(PLUG, 1, 120));
  }

  @Test
  void aDescribedPlugIsArmedInItsOwnWay() {
    described(PLUG, SWITCH);
    assertEquals("zigbee2mqtt/排插/plug 3/set {\"state\":\"ON\",\"on_time\":120}", on(PLUG, 1, 120));
    described(PLUG, SWITCH, "{\"property\":\"countdown\",\"access\":3,\"unit\":\"s\"}");
    assertEquals(
        "zigbee2mqtt/排插/plug 3/set {\"state\":\"ON\",\"countdown\":120}", on(PLUG, 1, 120));
  }

  @Test
  void aTimeThatIsTooLongIsShortened() {
    described(PLUG, SWITCH);
    assertEquals(
        "zigbee2mqtt/排插/plug 3/set {\"state\":\"ON\",\"on_time\":6553}", on(PLUG, 1, 40_000));
  }

  @Test
  void armingAgainCannotSwitchOnWherePlugsKeepToTheStandard() {
    Dialect.Switching wanted = new Dialect.Switching(PLUG, 1, true, 120);
    assertEquals(dialect.order(wanted), dialect.rearm(wanted), "while nothing is known");
    described(PLUG, SWITCH);
    assertEquals(
        "zigbee2mqtt/排插/plug 3/set {\"zclcommand\":{\"cluster\":\"genOnOff\",\"command\":"
            + "\"onWithTimedOff\",\"payload\":{\"ctrlbits\":1,\"ontime\":1200,\"offwaittime\":0}}}",
        only(dialect.rearm(wanted)));
    described(PLUG, SWITCH, "{\"property\":\"countdown\",\"access\":3}");
    assertEquals(dialect.order(wanted), dialect.rearm(wanted), "with a countdown");
  }

  @Test
  void theChannelsOfAStripAreNamed() {
    assertEquals(
        "zigbee2mqtt/strip/set {\"state_l2\":\"OFF\"}, zigbee2mqtt/strip/get {\"state_l2\":\"\"}",
        off(STRIP, 2));
    assertEquals(
        "zigbee2mqtt/strip/set {\"state_l1\":\"ON\",\"on_time_l1\":60,\"countdown_l1\":60}",
        on(STRIP, 1, 60));
  }

  @Test
  void aPlugThatNamesItsOnlyWiredChannelIsToldSo() {
    said("排插/plug 3", "{\"state_l1\":\"ON\",\"state_l2\":\"OFF\"}");
    assertEquals(
        "zigbee2mqtt/排插/plug 3/set {\"state_l1\":\"OFF\"}, zigbee2mqtt/排插/plug 3/get {\"state_l1\":\"\"}",
        off(PLUG, 1));
  }

  @Test
  void sirensAreToldInTheirOwnWay() {
    String warning =
        "\"warning\":{\"mode\":\"emergency\",\"level\":\"very_high\",\"strobe\":true,\"duration\":1800}";
    assertEquals(
        "zigbee2mqtt/siren/set {" + warning + ",\"alarm\":true,\"state\":\"ON\"}", on(SIREN, 1, 0));
    described(SIREN, "{\"type\":\"composite\",\"property\":\"warning\",\"access\":2}");
    assertEquals("zigbee2mqtt/siren/set {" + warning + "}", on(SIREN, 1, 0));
    assertEquals(
        "zigbee2mqtt/siren/set {\"warning\":{\"mode\":\"stop\",\"level\":\"low\","
            + "\"strobe\":false,\"duration\":0}}",
        off(SIREN, 1));
    described(
        SIREN,
        "{\"property\":\"alarm\",\"access\":2,\"value_on\":\"START\",\"value_off\":\"OFF\"}");
    assertEquals("zigbee2mqtt/siren/set {\"alarm\":\"START\"}", on(SIREN, 1, 0));
    assertEquals("zigbee2mqtt/siren/set {\"alarm\":\"OFF\"}", off(SIREN, 1));
    described(SIREN, "{\"property\":\"alarm\",\"access\":3,\"value_on\":true,\"value_off\":false}");
    assertEquals("zigbee2mqtt/siren/set {\"alarm\":true}", on(SIREN, 1, 0));
    described(SIREN, SWITCH);
    assertEquals("zigbee2mqtt/siren/set {\"state\":\"ON\"}", on(SIREN, 1, 0));
  }

  @Test
  void whatSwitchesIsAskedAndWhatSleepsIsNot() {
    assertEquals("zigbee2mqtt/排插/plug 3/get {\"state\":\"\"}", only(dialect.ask(PLUG)));
    assertEquals(
        "zigbee2mqtt/strip/get {\"state_l1\":\"\",\"state_l2\":\"\"}", only(dialect.ask(STRIP)));
    assertEquals(List.of(), dialect.ask(SMOKE));
    described(PLUG, SWITCH, "{\"property\":\"power\",\"access\":5,\"unit\":\"W\"}");
    assertEquals(
        "zigbee2mqtt/排插/plug 3/get {\"state\":\"\",\"power\":\"\"}", only(dialect.ask(PLUG)));
    described(PLUG, "{\"property\":\"temperature\",\"access\":1}");
    assertEquals(List.of(), dialect.ask(PLUG), "a probe on a battery");
  }

  @Test
  void aDeviceMakesItselfNoticedWhereItCan() {
    assertEquals("zigbee2mqtt/smoke/set {\"identify\":10}", only(dialect.identify(SMOKE)));
    described(SMOKE, "{\"property\":\"effect\",\"access\":2}");
    assertEquals("zigbee2mqtt/smoke/set {\"effect\":\"blink\"}", only(dialect.identify(SMOKE)));
    described(SMOKE, "{\"property\":\"smoke\",\"access\":1}");
    assertEquals(List.of(), dialect.identify(SMOKE));
  }

  @Test
  void whatWasSaidOfDevicesIsKnownToTheNextAgent() {
    described(
        PLUG,
        SWITCH,
        "{\"property\":\"countdown\",\"access\":3,\"unit\":\"s\"}",
        "{\"property\":\"power\",\"access\":5,\"unit\":\"W\"}");
    ZigbeeDialect next =
        new ZigbeeDialect(
            new Wiring(
                List.of(PLUG, STRIP, SIREN, SMOKE), ZoneId.of("Asia/Shanghai"), "zigbee2mqtt"));
    Dialect.Switching wanted = new Dialect.Switching(PLUG, 1, true, 120);
    assertNotEquals(dialect.order(wanted), next.order(wanted));
    next.remember(dialect.learnt());
    assertEquals(dialect.order(wanted), next.order(wanted));
    assertEquals(dialect.ask(PLUG), next.ask(PLUG));
    assertEquals(dialect.identify(PLUG), next.identify(PLUG));
    assertEquals(dialect.learnt(), next.learnt());
  }

  @Test
  void whatIsSaidOfADeviceGoesBeforeWhatWasRemembered() {
    described(SMOKE, "{\"property\":\"effect\",\"access\":2}");
    String before = dialect.learnt();
    described(SMOKE, "{\"property\":\"identify\",\"access\":2}");
    dialect.remember(before);
    assertEquals("zigbee2mqtt/smoke/set {\"identify\":10}", only(dialect.identify(SMOKE)));
    dialect.remember("no array");
    assertEquals("zigbee2mqtt/smoke/set {\"identify\":10}", only(dialect.identify(SMOKE)));
  }
}
