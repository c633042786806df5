package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private static final RetrySchedule EXACT =
      new RetrySchedule(
          new Random() {
            private static final long serialVersionUID = 1;

            @Override
            public double nextDouble() {
              return 0;
            }
          });

  private static List<Long> seconds(boolean critical) {
    List<Long> pauses = new ArrayList<>();
    for (int tries = 1; ; tries++) {
      Long pause = EXACT.pauseAfter(tries, critical, null);
      if (pause == null) {
        return pauses;
      }
      pauses.add(pause / 1_000);
    }
  }

  @Test
  void ordinaryNotificationsAreTriedTenTimesOverThreeDays() {
    assertEquals(
        List.of(5L, 300L, 1_800L, 7_200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L),
        seconds(false));
    assertEquals(10, RetrySchedule.tries(false));
  }

  @Test
  void criticalOnesAreTriedFiveTimesWithinTwoMinutesFirst() {
    assertEquals(
        List.of(
            5L, 15L, 30L, 60L, 300L, 1_800L, 7_200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L),
        seconds(true));
    assertEquals(13, RetrySchedule.tries(true));
  }

  @Test
  void jitterLengthensAPauseByUpToAFifthAndNeverShortensIt() {
    RetrySchedule schedule = new RetrySchedule(new Random(7));
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Long pause = schedule.pauseAfter(2, false, null);
      assertTrue(pause != null && pause >= 300_000 && pause <= 360_000, "pause " + pause);
      pauses.add(pause);
    }
    assertTrue(pauses.stream().distinct().count() > 100);
  }

  @Test
  void aLongerPauseTheReceiverAsksForIsKeptUpToADay() {
    assertEquals(120_000, EXACT.pauseAfter(1, true, Duration.ofMinutes(2)));
    assertEquals(86_400_000, EXACT.pauseAfter(1, true, Duration.ofDays(30)));
  }

  @Test
  void aShorterPauseTheReceiverAsksForChangesNothing() {
    assertEquals(300_000, EXACT.pauseAfter(2, false, Duration.ofSeconds(1)));
  }

  @Test
  void askingForAPauseDoesNotAddTries() {
    assertNull(EXACT.pauseAfter(10, false, Duration.ofMinutes(2)));
  }
}
