package cn.yizhan.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreNearestRanks() {
    Latencies latencies = new Latencies();
    for (int i = 100; i >= 1; i--) {
      latencies.add(i * 1_000_000L);
    }
    assertEquals(50, latencies.millis(0.5));
    assertEquals(99, latencies.millis(0.99));
    assertEquals(100, latencies.millis(1));
  }

  @Test
  void nothingMeasuredHasNoPercentile() {
    assertTrue(Double.isNaN(new Latencies().millis(0.5)));
  }
}
