package cn.yizhan.bench.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.point.PointCatalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StationModelTest {
  private static final List<Config.Bay> BAYS =
      List.of(new Config.Bay(1, BayUse.PHONE), new Config.Bay(2, BayUse.E_BIKE));

  private static StationModel model(long seed) {
    return new StationModel(BAYS, Map.of("water", 60.0), seed);
  }

  @Test
  void theSameSeedAndStepsGiveTheSameReadings() {
    StationModel one = model(7);
    StationModel other = model(7);
    for (int i = 0; i < 500; i++) {
      one.step(2);
      other.step(2);
      assertEquals(one.values(), other.values());
    }
  }

  @Test
  void everyValueIsAPointOfTheCatalogue() {
    model(1)
        .values()
        .keySet()
        .forEach(point -> assertNotNull(PointCatalogue.standard().typeOf(point), point));
  }

  @Test
  void aBatteryThatOverheatsHeatsUpUntilItsBayIsSwitchedOff() {
    StationModel model = model(3);
    model.apply(Fault.OVERHEAT);
    assertEquals(2, model.faultBay());
    for (int i = 0; i < 15; i++) {
      model.step(1);
    }
    double hot = number(model, "bay/2/temperature");
    assertTrue(hot > 65, "after 15 s it had only " + hot);
    assertTrue(model.set("bay/2/relay", false));
    model.step(10);
    assertTrue(number(model, "bay/2/temperature") < hot);
    assertEquals(0.0, model.values().get("bay/2/power"));
    assertEquals("SuspendedEVSE", model.values().get("bay/2/state"));
  }

  @Test
  void anOutputTheStationDoesNotHaveCannotBeSet() {
    assertTrue(!model(1).set("bay/9/relay", false));
  }

  @Test
  void suppliesFallWhenThereIsAFaultAndRiseWhenRestocked() {
    StationModel model = model(1);
    model.apply(Fault.WATER_LOW);
    assertEquals(2.0, model.values().get("supply/water/level"));
    model.apply(Fault.RESTOCK);
    assertEquals(60.0, model.values().get("supply/water/level"));
  }

  @Test
  void aDayOfComingAndGoingNeitherFillsNorEmptiesTheStation() {
    StationModel model = model(5);
    double people = 0;
    double free = 0;
    int steps = 24 * 360;
    for (int i = 0; i < steps; i++) {
      model.step(10);
      people += number(model, "room/people");
      free += "Available".equals(model.values().get("bay/2/state")) ? 1 : 0;
      assertTrue(number(model, "supply/water/level") >= 1);
    }
    assertTrue(people / steps > 1 && people / steps < 6, "people on average " + people / steps);
    assertTrue(free / steps > 0.2 && free / steps < 0.8, "free share " + free / steps);
  }

  private static double number(StationModel model, String point) {
    return model.values().get(point) instanceof Double value ? value : Double.NaN;
  }
}
