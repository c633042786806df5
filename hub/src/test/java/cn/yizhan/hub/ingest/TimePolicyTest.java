package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.ingest.TimePolicy.Passage;
import cn.yizhan.hub.ingest.TimePolicy.Placed;
import cn.yizhan.protocol.codec.Rejection;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimePolicyTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final PointScope SCOPE =
      PointCatalogue.standard()
          .scope(List.of(new Config.Bay(1, BayUse.E_BIKE)), List.of("water"), List.of());

  private static Placed place(long sent, long offset, Reading... readings) {
    return TimePolicy.STANDARD.place(List.of(readings), new Passage(sent, NOW, offset), SCOPE);
  }

  private static Reading power(long at) {
    return new Reading("bay/1/power", at, 100);
  }

  @Test
  void readingsInTimeAreTakenAsTheyAre() {
    List<Reading> readings = List.of(power(NOW - 500));
    Placed placed = TimePolicy.STANDARD.place(readings, new Passage(NOW, NOW, 20), SCOPE);
    assertSame(readings, placed.readings());
    assertFalse(placed.anyLate());
    assertEquals(0, placed.shift());
  }

  @Test
  void ageIsCountedOnTheStationsOwnClock() {
    assertFalse(place(NOW, 0, power(NOW - 120_000)).anyLate());
    assertTrue(place(NOW, 0, power(NOW - 120_001)).anyLate());
    assertFalse(place(NOW - 900_000, 900_000, power(NOW - 900_000)).anyLate());
  }

  @Test
  void anOffsetOfFiveSecondsIsLeftAlone() {
    assertEquals(NOW, place(NOW, 5_000, power(NOW)).readings().get(0).at());
  }

  @Test
  void aLargerOffsetCorrectsTheTimeAndIsKept() {
    Placed placed = place(NOW - 5_001, 5_001, power(NOW - 5_001));
    assertEquals(NOW, placed.readings().get(0).at());
    assertEquals(5_001, placed.shift());
  }

  @Test
  void aTimeTooFarAheadOrBehindRefusesTheReadingAndNotItsNeighbours() {
    long behind = Duration.ofDays(30).toMillis();
    Placed placed = place(NOW, 0, power(NOW + 120_001), power(NOW), power(NOW - behind - 1));
    assertEquals(List.of(power(NOW)), placed.readings());
    assertEquals(2, placed.refused().size());
    assertEquals(Rejection.Reason.IMPOSSIBLE_TIME, placed.refused().get(0).reason());
    assertFalse(placed.late()[0]);
  }

  @Test
  void anEventIsCorrectedAndOneTooFarAheadCountsAsHappenedWhenItWasReceived() {
    Passage passage = new Passage(NOW - 60_000, NOW, 60_000);
    assertEquals(
        List.of(NOW, NOW + 120_000, NOW, NOW - 9_000_000_000L),
        TimePolicy.STANDARD
            .place(
                List.of(
                    event(NOW - 60_000),
                    event(NOW + 60_000),
                    event(NOW + 60_001),
                    event(NOW - 9_000_060_000L)),
                passage)
            .stream()
            .map(StationEvent::at)
            .toList());
  }

  @Test
  void theAnnouncedEndOfATestIsCorrectedLikeItsBeginning() {
    StationEvent started =
        new StationEvent(
            "e", "test.started", NOW - 180_000, "station", null, Map.of("until", NOW / 1000.0));
    Passage slow = new Passage(NOW - 180_000, NOW, 180_000);
    StationEvent placed = TimePolicy.STANDARD.place(List.of(started), slow).get(0);
    assertEquals(NOW, placed.at());
    assertEquals(NOW / 1000.0 + 180, placed.data().get("until"));
  }

  private static StationEvent event(long at) {
    return new StationEvent("e", "safety.cut", at, "bay/1", "S02@1", Map.of());
  }

  /** A clock that is an hour ahead and then set right, and one that jumps to and fro. */
  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, 3_600_000, -40_000, 40_000, 86_400_000})
  void aClockThatIsSetLeavesNoPointBlind(long wrong) {
    ClockOffset offset = new ClockOffset();
    long last = Long.MIN_VALUE;
    for (int i = 0; i < 60; i++) {
      long received = NOW + i * 10_000L;
      long sent = received - 20 - (i / 10 % 2 == 0 ? wrong : 0);
      Passage passage = new Passage(sent, received, offset.observe(sent, received));
      Reading placed =
          TimePolicy.STANDARD.place(List.of(power(sent)), passage, SCOPE).readings().get(0);
      assertTrue(placed.at() > last, "reading " + i + " steps back");
      assertTrue(Math.abs(placed.at() - received) <= 5_000, "reading " + i + " is out of time");
      last = placed.at();
    }
  }

  @Test
  void theBoundsThemselvesArePossible() {
    long behind = Duration.ofDays(30).toMillis();
    assertEquals(2, place(NOW, 0, power(NOW + 120_000), power(NOW - behind)).readings().size());
  }

  @Test
  void aSafetyReadingIsTakenWhateverItsTime() {
    Placed placed =
        place(NOW, 0, new Reading("room/smoke", 0, 1), new Reading("bay/1/temperature", 5, 70));
    assertEquals(
        List.of(new Reading("room/smoke", NOW, 1), new Reading("bay/1/temperature", NOW, 70)),
        placed.readings());
    assertTrue(placed.replaced()[0]);
    assertTrue(placed.refused().isEmpty());
  }
}
