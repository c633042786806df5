package cn.yizhan.edge.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SharedDangersTest {
  private static final PointScope SCOPE =
      PointCatalogue.standard().scope(List.of(), Map.of(), List.of(), List.of());
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final SharedDangers dangers = new SharedDangers();

  private double together(String device, String point, double value, long steady) {
    Moment now = new Moment(1_795_392_000_000L + steady, steady);
    return dangers.together(device, new Reading(point, now.wall(), value), SCOPE, now).value();
  }

  @Test
  void aDetectorThatSeesNothingDoesNotTakeBackWhatAnotherSees() {
    assertEquals(0, together("modbus-1", "room/smoke", 0, 0));
    assertEquals(1, together("zigbee-1", "room/smoke", 1, 10));
    assertEquals(1, together("modbus-1", "room/smoke", 0, 20));
    assertEquals(1, together("senml-1", "room/smoke", 0, 30));
    assertEquals(1, together("senml-1", "room/smoke", 1, 40));
    assertEquals(1, together("zigbee-1", "room/smoke", 0, 50));
    assertEquals(0, together("senml-1", "room/smoke", 0, 60));
    assertEquals(0, together("modbus-1", "room/smoke", 0, 70));
  }

  @Test
  void pointsDoNotMixAndOthersAreLeftAsTheyAre() {
    assertEquals(1, together("a", "room/water-leak", 1, 0));
    assertEquals(0, together("b", "room/smoke", 0, 1));
    assertEquals(1, together("a", "door/open", 1, 2));
    assertEquals(0, together("b", "door/open", 0, 3));
  }

  @Test
  void aDetectorThatWasTakenAwayCountsAsLongAsItsReadingHolds() {
    assertEquals(1, together("gone", "room/smoke", 1, 0));
    assertEquals(1, together("here", "room/smoke", 0, 6 * HOUR));
    assertEquals(0, together("here", "room/smoke", 0, 6 * HOUR + 1));
  }
}
