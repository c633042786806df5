package cn.yizhan.edge.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.Reading;
import org.junit.jupiter.api.Test;

final class HeardTest {
  private static final long T0 = 1_795_392_000_000L;

  private static Moment at(long wall, long steady) {
    return new Moment(T0 + wall, T0 + steady);
  }

  private static Heard untimed(@org.jspecify.annotations.Nullable Heard newest, Moment now) {
    return Heard.of(new Reading("room/people", now.wall(), 3), newest, now);
  }

  private static Heard timed(Heard newest, long at, Moment now) {
    return Heard.of(new Reading("room/people", T0 + at, 3), newest, now);
  }

  /** The two clocks do not begin their milliseconds together. */
  @Test
  void readingsWithoutTimesNeverShareATimeOnEitherClock() {
    Heard newest = untimed(null, at(0, 0));
    for (Moment now : new Moment[] {at(0, 1), at(1, 1), at(1, 1), at(1, 2), at(2, 2), at(9, 9)}) {
      Heard next = untimed(newest, now);
      assertTrue(next.at() > newest.at());
      assertTrue(next.reading().at() > newest.reading().at());
      newest = next;
    }
    assertEquals(T0 + 9, newest.at(), "not ahead for longer than it has to be");
    assertEquals(T0 + 9, newest.reading().at());
  }

  @Test
  void aWallClockSetBackIsWhatIsReportedFromThenOn() {
    Heard before = untimed(null, at(0, 0));
    Heard after = untimed(before, at(-3_599_000, 1_000));
    assertEquals(T0 - 3_599_000, after.reading().at());
    assertEquals(T0 + 1_000, after.at());
    assertEquals(T0 - 3_600_000, before.by(at(-3_599_000, 1_000)).at());
  }

  @Test
  void aTimeOfItsOwnIsKeptAndPlacedByItsAge() {
    Heard before = untimed(null, at(0, 0));
    Heard old = timed(before, -5_000, at(1_000, 1_000));
    assertEquals(T0 - 5_000, old.reading().at());
    assertEquals(T0 - 5_000, old.at());
    assertEquals(T0 + 1_000, timed(before, 4_000, at(1_000, 1_000)).at(), "never ahead");
  }

  @Test
  void hardwareThatDoesNotFollowAStepForwardIsBelievedItsOwnIntervals() {
    Heard before = timed(untimed(null, at(0, 0)), 10, at(20, 20));
    Heard after = timed(before, 1_010, at(121_020, 1_020));
    assertEquals(before.at() + 1_000, after.at());
    assertEquals(T0 + 1_010, after.reading().at());
  }
}
