package cn.yizhan.edge.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Phases;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterMapsTest {
  private static final Place MAINS = Place.of(Place.Kind.MAINS);

  private static List<String> said(
      RegisterMap map,
      Map<Integer, Place> channels,
      Map<String, WiredDevice.OwnValue> own,
      Map<RegisterBlock, byte[]> answers) {
    WiredDevice device = new WiredDevice("dev", Family.MODBUS, "bus/1", channels, own, 0);
    Said said = map.said(device, answers, new Phases(), new Moment(0, 0));
    List<String> values =
        said.values().stream().map(value -> value.point() + " " + value.value()).toList();
    List<String> puzzles =
        said.puzzles().stream().map(puzzle -> puzzle.why() + " " + puzzle.key()).toList();
    return Stream.concat(values.stream(), puzzles.stream()).toList();
  }

  private static byte[] floats(int bytes, Object... addressesAndValues) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    for (int i = 0; i < addressesAndValues.length; i += 2) {
      buffer.putFloat((int) addressesAndValues[i] * 2, (float) addressesAndValues[i + 1]);
    }
    return buffer.array();
  }

  private static RegisterMap named(String name) {
    return Objects.requireNonNull(RegisterMaps.named(name));
  }

  @Test
  void allMapsOfTheProgramCanBeReadAndSayWhereTheyAreFrom() {
    for (String name : RegisterMaps.names()) {
      RegisterMap map = named(name);
      assertEquals(name, map.name());
      assertFalse(map.source().isBlank());
      assertFalse(map.blocks().isEmpty());
    }
    assertNull(RegisterMaps.named("sdm999"));
  }

  @Test
  void kilowattsOfADdsu666AreWatts() {
    RegisterMap map = named("ddsu666");
    assertEquals("[holding 8192+6, holding 16384+2]", map.blocks().toString());
    assertEquals(
        List.of(
            "bay/2/voltage 229.5", "bay/2/current 2.0", "bay/2/power 459.0", "bay/2/energy 1500.0"),
        said(
            map,
            Map.of(1, Place.bay(2)),
            Map.of(),
            Map.of(
                map.blocks().get(0), floats(12, 0, 229.5f, 2, 2f, 4, 0.459f),
                map.blocks().get(1), floats(4, 0, 1.5f))));
  }

  @Test
  void theThreePhasesOfAnSdm630AreTheWholeSupply() {
    RegisterMap map = named("sdm630");
    Map<RegisterBlock, byte[]> answers =
        Map.of(
            map.blocks().get(0),
            floats(
                36, 0, 229f, 2, 231f, 4, 180f, 6, 1f, 8, 2f, 10, 3f, 12, 100f, 14, 200f, 16, 300f));
    assertEquals(
        List.of("mains/voltage 180.0", "mains/power 600.0"),
        said(map, Map.of(1, MAINS, 2, MAINS, 3, MAINS), Map.of(), answers));
    assertEquals(
        List.of("bay/5/voltage 231.0", "bay/5/current 2.0", "bay/5/power 200.0"),
        said(map, Map.of(2, Place.bay(5)), Map.of(), answers),
        "one phase at a bay");
  }

  @Test
  void relaysThatAreNotWiredAreNotHeard() {
    RegisterMap map = named("waveshare-relay-8ch");
    assertEquals("[coil 0+8]", map.blocks().toString());
    assertEquals(
        List.of("bay/7/relay 1.0"),
        said(
            map,
            Map.of(3, Place.bay(7)),
            Map.of(),
            Map.of(map.blocks().get(0), new byte[] {0b0000_0101})));
  }

  @Test
  void aFlashIsTheAutoOffOfARelay() {
    RelayPort relay = Objects.requireNonNull(named("waveshare-relay-8ch").relay(3));
    assertEquals(List.of(new RegisterWrite(true, 2, 0)), relay.writes(false, 120));
    assertEquals(List.of(new RegisterWrite(true, 2, 0xFF00)), relay.writes(true, 0));
    assertEquals(List.of(new RegisterWrite(true, 0x202, 1200)), relay.writes(true, 120));
    assertEquals(List.of(new RegisterWrite(true, 0x202, 0x7FFF)), relay.writes(true, 40_000));
    assertNull(named("waveshare-relay-8ch").relay(9));
  }

  @Test
  void aTimeRegisterIsWrittenBeforeTheRelayIsSwitchedOn() {
    RelayPort relay =
        Objects.requireNonNull(
            RegisterMaps.read(
                    """
                    {"name": "board", "source": "its leaflet", "relays": [
                      {"channel": 1, "write": "holding", "address": 16, "on": 256, "off": 512,
                       "autoOff": {"write": "holding", "address": "0x20", "seconds": 1}}]}
                    """)
                .relay(1));
    assertEquals(
        List.of(new RegisterWrite(false, 32, 120), new RegisterWrite(false, 16, 256)),
        relay.writes(true, 120));
    assertEquals(List.of(new RegisterWrite(false, 16, 512)), relay.writes(false, 0));
  }

  @Test
  void anInstallerCanSayWhatAValueIs() {
    RegisterMap map =
        RegisterMaps.read(
            """
            {"name": "own", "source": "its leaflet", "registers": [
              {"name": "t", "table": "holding", "address": 0, "type": "s16", "scale": 0.1, "is": "temperature", "unit": "C"},
              {"name": "water", "table": "holding", "address": 1, "type": "u16", "pass": "only what the station file says"}]}
            """);
    byte[] answer = {(byte) 0xFF, (byte) 0xCE, 0x05, (byte) 0xDC};
    assertEquals(
        List.of("supply/water/level 1.5", "NO_PLACE t"),
        said(
            map,
            Map.of(1, Place.of(Place.Kind.SOS)),
            Map.of("water", new WiredDevice.OwnValue("supply/water/level", "ml", 1, 0, false)),
            Map.of(map.blocks().get(0), answer)));
    assertEquals(
        List.of("room/temperature -5.0"),
        said(
            map,
            Map.of(1, Place.of(Place.Kind.ROOM)),
            Map.of(),
            Map.of(map.blocks().get(0), answer)));
  }

  @Test
  void aNumberThatIsNoneIsMalformed() {
    RegisterMap map = named("sdm120");
    assertEquals(
        List.of("bay/1/current 1.0", "bay/1/power 2.0", "MALFORMED voltage"),
        said(
            map,
            Map.of(1, Place.bay(1)),
            Map.of(),
            Map.of(map.blocks().get(0), floats(28, 0, Float.NaN, 6, 1f, 12, 2f))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | the register map is not JSON",
        "[] | the register map: expected an object",
        "{'name':'a'} | source: expected a text",
        "{'name':'a','source':'b','colour':1} | the register map: expected no key colour",
        "{'name':'a','source':'b','longest':200} | longest: expected a whole number from 1 to 125",
        "{'name':'a','source':'b','registers':{}} | registers: expected a list",
        "{'name':'a','source':'b','registers':[{'name':'x','table':'hold'}]} | registers[0].table: expected holding, input",
        "{'name':'a','source':'b','registers':[{'name':'x','table':'input','address':0,'type':'f16','is':'power'}]} | registers[0].type: expected u16",
        "{'name':'a','source':'b','registers':[{'name':'x','table':'coil','address':0,'type':'u16','is':'relay'}]} | registers[0].type: expected bit",
        "{'name':'a','source':'b','registers':[{'name':'x','table':'input','address':65535,'type':'f32','is':'power'}]} | registers[0].address: expected a number from 0 to 65534",
        "{'name':'a','source':'b','registers':[{'name':'x','table':'input','address':0,'type':'f32','order':'big','is':'power'}]} | registers[0].order: expected abcd",
        "{'name':'a','source':'b','registers':[{'name':'x','table':'input','address':0,'type':'f32','scale':0,'is':'power'}]} | registers[0].scale: expected a number other than 0",
        "{'name':'a','source':'b','registers':[{'name':'x','table':'input','address':0,'type':'f32','is':'pauer'}]} | registers: neither known",
        "{'name':'a','source':'b','relays':[{'channel':0,'write':'coil','address':0}]} | relays[0].channel: expected a whole number from 1",
        "{'name':'a','source':'b','relays':[{'channel':1,'write':'input','address':0}]} | relays[0].write: expected coil or holding",
        "{'name':'a','source':'b','relays':[{'channel':1,'write':'coil','address':0,'autoOff':{'write':'coil','address':1}}]} | relays[0].autoOff.seconds: expected seconds",
      })
  void aWrongMapSaysWhereAndWhatWasExpected(String json, String expected) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> RegisterMaps.read(json.replace('\'', '"')))
            .getMessage();
    assertNotNull(message);
    assertEquals(expected, message.substring(0, Math.min(expected.length(), message.length())));
  }
}
