package cn.yizhan.edge.mapping.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.mapping.shelly.ShellyDialect;
import cn.yizhan.edge.mapping.tasmota.TasmotaDialect;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import cn.yizhan.protocol.point.ValueKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables: what values of names mean, in which units, for which points. */
final class TablesTest {
  private static final ValueTable TASMOTA = ValueTable.read(TasmotaDialect.class, "values.json", 1);
  private static final ValueTable SHELLY = ValueTable.read(ShellyDialect.class, "values.json", 0);
  private static final ValueTable GEN1 =
      ValueTable.read(ShellyDialect.class, "values-gen1.json", 0);

  @Test
  void everyQuantityIsOfPointsOfTheCatalogueInTheirUnit() {
    for (Quantity quantity : Quantities.all().values()) {
      for (Place.Kind kind : Place.Kind.values()) {
        Place place = kind == Place.Kind.BAY ? Place.bay(1) : new Place(kind, "");
        String point = quantity.point(WiredStation.device("plug-1"), place);
        if (point != null && !point.isEmpty()) {
          PointType type = PointCatalogue.standard().typeOf(point);
          assertNotNull(type, point);
          assertEquals(quantity.unit(), type.values().unit(), point);
          assertEquals(quantity.state(), type.values().kind() == ValueKind.BOOLEAN, point);
        }
      }
    }
  }

  @Test
  void everyUnitInTheTablesCanBeTurnedIntoThatOfItsQuantity() {
    for (Class<?> family : List.of(TasmotaDialect.class, ShellyDialect.class)) {
      for (JsonNode row : TableFile.rows(family, "values.json")) {
        Quantity quantity = Quantities.all().get(row.path("is").asText());
        String unit = row.path("unit").asText("");
        if (quantity != null && quantity.unit() != null && !unit.equals("TempUnit")) {
          assertTrue(Units.convert(1, unit, quantity.unit()).isPresent(), row::toString);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, kWh, Wh, 1000",
    "60, Wmin, Wh, 1",
    "3600, Ws, Wh, 1",
    "1500, mWh, Wh, 1.5",
    "212, F, Cel, 100",
    "32, °F, Cel, 0",
    "273.15, K, Cel, 0",
    "250, mA, A, 0.25",
    "55, %, %EL, 55",
    "55, %, %RH, 55",
  })
  void unitsAreTurnedIntoThoseOfPoints(double value, String from, String to, double turned) {
    assertEquals(turned, Units.convert(value, from, to).orElseThrow(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"VA, W", "kWh, W", "V, A", "ppm, %RH", "C, %EL", "W, Wh", "'', Cel"})
  void aUnitOfSomethingElseIsNotTurnedIntoAnything(String from, String to) {
    assertEquals(OptionalDouble.empty(), Units.convert(1, from, to));
  }

  @Test
  void namesAreFoundByTheirPatterns() {
    assertEquals("temperature", TASMOTA.kind("DS18B20-2.Temperature"));
    assertEquals("temperature", TASMOTA.kind("DS18B20_2.Temperature"));
    assertEquals("device-temperature", TASMOTA.kind("ESP32.Temperature"));
    assertEquals("unnamed-temperature", TASMOTA.kind("DS18B20-3C4B5E.Temperature"));
    assertEquals("", TASMOTA.kind("ENERGY.Today"));
    assertNull(TASMOTA.find("SCD40.CarbonDioxide"));
    assertEquals("temperature", SHELLY.kind("temperature:101.tC"));
    assertEquals("built-in-temperature", SHELLY.kind("temperature:0.tC"));
    assertEquals("built-in-temperature", SHELLY.kind("temperature:10.tC"));
    assertEquals("device-temperature", SHELLY.kind("switch:3.temperature.tC"));
    assertEquals("", SHELLY.kind("em:0.a_act_power"));
    assertEquals("energy", GEN1.kind("relay/2/energy"));
    assertEquals("", GEN1.kind("emeter/2/energy"));
    assertNull(GEN1.find("relay/x/energy"));
  }

  @Test
  void aNumberIsANumberAndNothingElse() {
    for (String text : Set.of("230.35", " 230.35\n", "+230.35", "2.3035e2", "23035E-2")) {
      assertEquals(230.35, Scalars.number(text), text);
    }
    for (String text : Set.of("", "nan", "NaN", "Infinity", "0x10", "1d", "1,5", "1 2", "--1")) {
      assertNull(Scalars.number(text), text);
    }
  }

  @Test
  void aStateIsSaidByTheUsualWordsOnly() {
    for (String text : Set.of("ON", "on\n", " true ", "1", "open")) {
      assertEquals(1.0, Scalars.state(text), text);
    }
    for (String text : Set.of("OFF", "off", "false", "0", "closed", "close")) {
      assertEquals(0.0, Scalars.state(text), text);
    }
    for (String text : Set.of("", "2", "yes", "overpower", "null")) {
      assertNull(Scalars.state(text), text);
    }
  }

  @Test
  void aPhaseThatFallsSilentIsNoLongerPartOfASum() {
    Phases phases = new Phases();
    assertEquals(OptionalDouble.empty(), phases.take("p", "1", 10, Phases.Rule.SUM, 2, 0));
    assertEquals(OptionalDouble.of(15), phases.take("p", "2", 5, Phases.Rule.SUM, 2, Phases.HOLDS));
    assertEquals(
        OptionalDouble.empty(), phases.take("p", "2", 5, Phases.Rule.SUM, 2, Phases.HOLDS + 1));
  }

  @Test
  void whatFollowsACutIsNotGuessed() {
    assertEquals(
        List.of(new Leaves.Leaf("a.b", -1, "1"), new Leaves.Leaf("a.c", 0, "2")),
        Leaves.read("{\"a\":{\"b\":1,\"c\":[2,3").all());
    assertNull(Leaves.read("{\"a\":\"nan, ,}\"}").fault());
    assertEquals("something after its end", Leaves.read("{\"a\":1}{\"b\":2}").fault());
    assertEquals("too much", Leaves.read("{\"a\":[" + "1,".repeat(5_000) + "1]}").fault());
    assertEquals("too much", Leaves.read("{\"a\":" + "[".repeat(50)).fault());
    assertFalse(Leaves.read("{\"a\":1,}").all().isEmpty());
  }
}
