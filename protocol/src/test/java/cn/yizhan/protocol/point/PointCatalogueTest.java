package cn.yizhan.protocol.point;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointCatalogueTest {
  /** Units of RFC 8428 and RFC 8798 that the catalogue may use. */
  private static final Set<String> SENML_UNITS =
      Set.of("W", "Wh", "A", "V", "Cel", "count", "l", "kg", "%RH", "ppm", "%EL", "B", "s");

  /** The priority lane holds what must overtake a backlog; changing a lane changes the wire. */
  private static final Set<String> EVENT_LANE =
      Set.of(
          "supply/{item}/level",
          "room/smoke",
          "room/co",
          "room/water-leak",
          "door/open",
          "sos",
          "e-stop",
          "first-aid/open",
          "books/open");

  private final PointCatalogue catalogue = PointCatalogue.standard();

  @Test
  void everyRowIsComplete() {
    assertEquals(31, catalogue.types().size());
    for (PointType type : catalogue.types()) {
      String row = type.toString();
      assertFalse(type.label().zh().isBlank() || type.label().en().isBlank(), row);
      assertTrue(type.maxAge().toSeconds() >= 60 && type.deadband() >= 0, row);
      assertTrue(type.values().min() < type.values().max(), row);
      assertTrue(SENML_UNITS.containsAll(type.values().units()), row);
      assertEquals(type.values().kind() == ValueKind.NUMBER, !type.values().units().isEmpty(), row);
      assertEquals(type.values().kind() == ValueKind.WORD, !type.values().words().isEmpty(), row);
    }
  }

  @Test
  void whatMustOvertakeABacklogTravelsInTheEventLane() {
    Set<String> event =
        catalogue.types().stream()
            .filter(type -> type.lane() == Lane.EVENT)
            .map(PointType::pattern)
            .collect(Collectors.toSet());
    assertEquals(EVENT_LANE, event);
  }

  @Test
  void theStatesOfABayKeepTheirCodes() {
    assertEquals(
        List.of(
            "Available",
            "Preparing",
            "Charging",
            "SuspendedEV",
            "SuspendedEVSE",
            "Finishing",
            "Reserved",
            "Unavailable",
            "Faulted"),
        type("bay/3/state").values().words());
  }

  @ParameterizedTest
  @CsvSource({
    "bay/3/power,bay/{n}/power",
    "bay/120/relay,bay/{n}/relay",
    "supply/water/level,supply/{item}/level",
    "device/plug-7/battery,device/{id}/battery",
    "room/smoke,room/smoke",
    "sos,sos"
  })
  void aNameFindsItsRow(String name, String pattern) {
    assertEquals(pattern, type(name).pattern());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "bay",
        "bay/3",
        "bay/3/",
        "bay/0/power",
        "bay/03/power",
        "bay/x/power",
        "bay/{n}/power",
        "bay//power",
        "bay/3/power/x",
        "supply//level",
        "supply/a b/level",
        "device/a/b/battery",
        "room",
        "room/Smoke",
        "Bay/3/power"
      })
  void anythingElseFindsNone(String name) {
    assertNull(catalogue.typeOf(name));
  }

  @Test
  void aStationHasThePointsOfItsBaysAndItemsOnly() {
    PointScope scope =
        catalogue.scope(
            List.of(new Config.Bay(3, BayUse.E_BIKE), new Config.Bay(700, BayUse.PHONE)),
            List.of("water"),
            List.of());
    assertNotNull(scope.typeOf("bay/3/power"));
    assertNotNull(scope.typeOf("bay/700/temperature"));
    assertNotNull(scope.typeOf("supply/water/level"));
    assertNotNull(scope.typeOf("room/smoke"));
    assertNull(scope.typeOf("bay/4/power"));
    assertNull(scope.typeOf("bay/{n}/power"));
    assertNull(scope.typeOf("supply/tea/level"));
    assertNull(scope.typeOf("device/plug/online"));
    assertNull(scope.typeOf("chimney/draught"));
  }

  @Test
  void anItemIsCountedInTheUnitItWasRegisteredWith() {
    PointScope scope = catalogue.scope(List.of(), Map.of("water", "l"), List.of(), List.of());
    PointType level = scope.typeOf("supply/water/level");
    assertNotNull(level);
    assertEquals("l", level.values().unit());
    assertNull(type("supply/water/level").values().unit());
  }

  @Test
  void aDeclaredPointIsANumberInItsUnitOrElseABoolean() {
    PointScope scope =
        catalogue.scope(
            List.of(),
            Map.of(),
            List.of(new Birth.Device("plug", "X1")),
            List.of(
                new Birth.DeclaredPoint("roof/wind", "m/s"),
                new Birth.DeclaredPoint("roof/hatch", null),
                new Birth.DeclaredPoint("bay/9/power", "kW"),
                new Birth.DeclaredPoint("no name", "m")));
    PointType wind = scope.typeOf("roof/wind");
    PointType hatch = scope.typeOf("roof/hatch");
    PointType power = scope.typeOf("bay/9/power");
    assertNotNull(wind);
    assertNotNull(hatch);
    assertNotNull(power);
    assertEquals("m/s", wind.values().unit());
    assertEquals(ValueKind.BOOLEAN, hatch.values().kind());
    assertEquals("W", power.values().unit(), "the catalogue's unit stands");
    assertNotNull(scope.typeOf("device/plug/online"));
    assertNull(scope.typeOf("no name"));
  }

  @Test
  void declaredPointsEndAtTheLimitOfAStation() {
    List<Birth.DeclaredPoint> declared = new ArrayList<>();
    for (int i = 0; i < 2 * PointCatalogue.MAX_POINTS; i++) {
      declared.add(new Birth.DeclaredPoint("extra/" + i, "m"));
    }
    PointScope scope = catalogue.scope(List.of(), List.of(), declared);
    long known = declared.stream().filter(p -> scope.typeOf(p.name()) != null).count();
    assertEquals(PointCatalogue.MAX_POINTS - catalogue.types().size(), known);
  }

  private PointType type(String name) {
    PointType type = catalogue.typeOf(name);
    assertNotNull(type, name);
    return type;
  }
}
