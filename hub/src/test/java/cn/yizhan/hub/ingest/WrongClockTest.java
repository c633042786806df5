package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.rules.Arrival;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Profile;
import cn.yizhan.hub.rules.Twin;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A station whose clock is wrong: nothing is hidden by it, and it floods nobody. */
class WrongClockTest {
  private static final long NOW = 1_795_392_000_000L;
  private static final List<Config.Bay> BAYS = List.of(new Config.Bay(1, BayUse.E_BIKE));
  private static final PointScope SCOPE =
      PointCatalogue.standard().scope(BAYS, Map.of(), List.of(), List.of());
  private static final Profile STATION =
      new Profile(1, new StationCode("pc-001"), BAYS, List.of(), Thresholds.standard());

  private final Twin twin = Twin.fresh(STATION);
  private final ClockOffset offset = new ClockOffset();
  private final List<String> told = new ArrayList<>();
  private final Map<Lane, Long> next = new java.util.EnumMap<>(Lane.class);
  private int refused;

  /**
   * A reading sent as soon as it is read.
   *
   * @param second when, by the right clock
   * @param stamped when it was read, by the station's clock
   * @param sent when it was sent, by the station's clock
   */
  private void report(long second, long stamped, long sent, String point, double value) {
    long received = NOW + second * 1000 + 20;
    TimePolicy.Passage passage =
        new TimePolicy.Passage(sent, received, offset.observe(sent, received));
    TimePolicy.Placed placed =
        TimePolicy.STANDARD.place(List.of(new Reading(point, stamped, value)), passage, SCOPE);
    refused += placed.refused().size();
    Lane lane = point.startsWith("room") ? Lane.EVENT : Lane.DATA;
    long seq = next.merge(lane, 1L, Long::sum);
    note(
        twin.accept(
                new Arrival(
                    lane,
                    "J1",
                    seq,
                    received,
                    placed.anyLate(),
                    placed.readings(),
                    List.of(),
                    lane.word() + seq))
            .facts());
    note(twin.tick(received, received));
  }

  private void note(List<Fact> facts) {
    for (Fact fact : facts) {
      told.add(
          fact.matter().rule()
              + ' '
              + fact.change().word()
              + ' '
              + Math.round((fact.at() - NOW) / 10_000.0) * 10
              + ' '
              + fact.telling());
    }
  }

  /** Ten quiet minutes, five of smoke with a hot bay, an hour of quiet; readings each 10 s. */
  private void fire(java.util.function.LongUnaryOperator stationClock) {
    for (long second = 0; second < 4_500; second += 10) {
      long at = stationClock.applyAsLong(NOW + second * 1000);
      boolean fire = second >= 600 && second < 900;
      report(second, at, at, "room/smoke", fire ? 1 : 0);
      report(second, at, at, "bay/1/temperature", fire ? 70 : 25);
    }
  }

  private static final List<String> AS_IT_IS =
      List.of(
          "S01 raised 600 LIVE",
          "S02 raised 600 LIVE",
          "S01 cleared 1500 LIVE",
          "S02 cleared 1500 LIVE");

  private void toldAsItIs() {
    assertEquals(AS_IT_IS, told);
    assertEquals(0, refused);
  }

  /** Three minutes slow, three minutes fast, an hour off, and as far back as 1970. */
  @ParameterizedTest
  @ValueSource(longs = {0, -180_000, 180_000, -3_600_000, 3_600_000, -NOW, -4_000, 4_000})
  void aClockThatIsWrongNeitherHidesSmokeNorFloods(long wrong) {
    fire(now -> now + wrong);
    toldAsItIs();
  }

  /** The clock is set right while it smokes, before, or after. */
  @ParameterizedTest
  @ValueSource(longs = {300, 605, 700, 895, 1_200})
  void norDoesOneThatIsSetRight(long when) {
    for (long wrong : new long[] {-180_000, 180_000, -NOW}) {
      WrongClockTest other = new WrongClockTest();
      other.fire(now -> now < NOW + when * 1000 ? now + wrong : now);
      assertEquals(AS_IT_IS, other.told, () -> "wrong by " + wrong);
      assertEquals(0, other.refused);
    }
  }

  /** Readings of a clock that stood at 1970, sent after it was set. */
  @Test
  void smokeReadBeforeTheClockWasSetIsNotHiddenByATimeThatCannotBe() {
    report(0, 5_000, NOW, "room/smoke", 1);
    report(0, 6_000, NOW, "room/smoke", 1);
    report(0, 7_000, NOW, "bay/1/power", 100);
    assertEquals(1, told.size(), told::toString);
    assertTrue(told.get(0).startsWith("S01 raised 0"), told::toString);
    assertEquals(1, refused);
  }
}
