package cn.yizhan.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.journal.Undated;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class StationClockTest {
  private static final long T0 = 1_795_392_000_000L;
  private static final long HOUR = 3_600_000;

  private final Machine machine = new Machine();
  private int told;

  /** A machine whose clocks stand still until they are moved. */
  private static final class Machine implements MachineClock {
    long wall = 1_000;
    long uptime = 20_000;

    void pass(long ms) {
      wall += ms;
      uptime += ms;
    }

    @Override
    public long wall() {
      return wall;
    }

    @Override
    public UUID boot() {
      return new UUID(1, 2);
    }

    @Override
    public long uptime() {
      return uptime;
    }
  }

  private StationClock clock() {
    StationClock clock = new StationClock(machine);
    clock.onKnown(() -> told++);
    return clock;
  }

  @Test
  void aClockThatIsSetIsFollowedBackAndForth() {
    machine.wall = T0;
    StationClock clock = clock();
    assertEquals(T0, clock.now().wall());
    long steady = clock.now().steady();
    machine.wall -= HOUR;
    machine.pass(10);
    assertEquals(T0 - HOUR + 10, clock.now().wall());
    machine.wall += 240 * HOUR;
    assertEquals(T0 + 239 * HOUR + 10, clock.now().wall());
    assertEquals(steady + 10, clock.now().steady());
    assertFalse(clock.undated(Undated.ZERO + 20_000));
  }

  @Test
  void aClockThatGoesBackTo1970IsNotFollowed() {
    machine.wall = T0;
    StationClock clock = clock();
    clock.now();
    machine.wall = 0;
    machine.pass(5_000);
    assertEquals(T0 + 5_000, clock.now().wall());
    assertTrue(clock.known());
    machine.wall = T0 + HOUR;
    assertEquals(T0 + HOUR, clock.now().wall());
  }

  @Test
  void whileTheTimeIsNotKnownItIsThatOfUndatedRecords() {
    StationClock clock = clock();
    machine.pass(500);
    assertEquals(Undated.ZERO + 20_500, clock.now().wall());
    assertTrue(clock.undated(clock.now().wall()));
    assertFalse(clock.undated(T0));
    assertFalse(clock.undated(Undated.ZERO + HOUR), "hardware that is wrong by itself");
    assertEquals(StationClock.RELEASE, clock.atLeast());
    assertFalse(clock.known());
  }

  @Test
  void aClockSetWhileRunningIsFollowedFromThenOn() {
    StationClock clock = clock();
    long before = clock.now().wall();
    long steady = clock.now().steady();
    machine.wall = T0;
    machine.pass(250);
    assertEquals(T0 + 250, clock.now().wall());
    assertEquals(steady + 250, clock.now().steady());
    assertEquals(1, told);
    assertEquals(T0 - 20_000, clock.bootedAt());
    assertTrue(clock.undated(before), "what was noted before still is what it is");
  }

  @Test
  void theHubSaysWhatTimeItIsUntilTheClockIsSet() {
    StationClock clock = clock();
    assertFalse(clock.learn(5_000), "a hub that does not know either");
    assertTrue(clock.learn(T0));
    machine.pass(100);
    assertEquals(T0 + 100, clock.now().wall());
    assertEquals(T0 + 100, clock.atLeast());
    assertTrue(clock.learn(T0 + 10 * HOUR));
    assertEquals(T0 + 100, clock.now().wall(), "learnt once");
    machine.wall = T0 + 900;
    assertEquals(T0 + 900, clock.now().wall());
    assertEquals(1, told);
  }

  @Test
  void aClockThatIsKnownIsNotChangedByTheHub() {
    machine.wall = T0;
    StationClock clock = clock();
    clock.now();
    assertTrue(clock.learn(T0 + 10 * HOUR));
    assertEquals(T0, clock.now().wall());
  }

  @Test
  void aClockThatShowsATimeOfBeforeTheRestartIsNotSet() {
    machine.wall = T0;
    StationClock clock = clock();
    clock.notBefore(T0 + HOUR);
    assertEquals(Undated.ZERO + 20_000, clock.now().wall());
    assertTrue(clock.undated(clock.now().wall()));
    assertEquals(T0 + HOUR - 5_000, clock.atLeast());
    assertTrue(clock.learn(T0 + 72 * HOUR));
    machine.pass(10);
    assertEquals(T0 + 72 * HOUR + 10, clock.now().wall(), "the clock is still three days behind");
  }
}
