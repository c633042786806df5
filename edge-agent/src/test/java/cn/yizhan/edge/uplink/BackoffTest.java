package cn.yizhan.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {
  private static final int STATIONS = 188;

  @Test
  void theBoundDoublesUpToTheGreatestAndStartsAnewAfterASuccess() {
    Backoff backoff = new Backoff(1_000, 60_000, () -> 0.999_999);
    long[] bounds = {1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000};
    for (long bound : bounds) {
      assertEquals(bound, backoff.failed());
    }
    for (int i = 0; i < 100; i++) {
      assertEquals(60_000, backoff.failed(), "no overflow");
    }
    backoff.succeeded();
    assertEquals(1_000, backoff.failed());
    assertEquals(1, new Backoff(1_000, 60_000, () -> 0.0).failed());
  }

  /** All lose the hub together and each attempt fails, so that they come together if ever. */
  @Test
  void stationsThatLostTheHubTogetherDoNotComeBackTogether() {
    Random chance = new Random(188);
    Backoff[] stations = new Backoff[STATIONS];
    long[] at = new long[STATIONS];
    for (int i = 0; i < STATIONS; i++) {
      stations[i] = new Backoff(1_000, 60_000, chance::nextDouble);
    }
    for (int attempt = 0; attempt < 8; attempt++) {
      long bound = Math.min(60_000, 1_000L << attempt);
      int[] inTenth = new int[10];
      for (int i = 0; i < STATIONS; i++) {
        long wait = stations[i].failed();
        at[i] += wait;
        inTenth[(int) Math.min(9, (wait - 1) * 10 / bound)]++;
      }
      for (int some : inTenth) {
        // A fair share is 19; 188 draws give more than 40 less than once in a million times.
        assertTrue(some >= 3 && some <= 40, attempt + ": " + some + " of a tenth of the wait");
      }
    }
    long[] sorted = at.clone();
    java.util.Arrays.sort(sorted);
    int most = 0;
    for (int i = 0; i < STATIONS; i++) {
      int within = 0;
      for (long other : sorted) {
        within += other >= sorted[i] && other < sorted[i] + 1_000 ? 1 : 0;
      }
      most = Math.max(most, within);
    }
    assertTrue(most <= 12, most + " connect within one second");
  }
}
