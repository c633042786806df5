package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final long NOW = 1_000_000;
  private final Backoff backoff = new Backoff();

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      backoff.failed("10.0.0.1 pc-001", NOW);
    }
  }

  @Test
  void twoFailuresCostNothing() {
    fail(2);
    assertEquals(0, backoff.wait("10.0.0.1 pc-001", NOW));
  }

  @Test
  void eachFurtherFailureDoublesTheWait() {
    fail(3);
    assertEquals(1_000, backoff.wait("10.0.0.1 pc-001", NOW));
    fail(1);
    assertEquals(2_000, backoff.wait("10.0.0.1 pc-001", NOW));
    assertEquals(500, backoff.wait("10.0.0.1 pc-001", NOW + 1_500));
  }

  @Test
  void theWaitIsNeverMoreThanAMinute() {
    fail(100);
    assertEquals(60_000, backoff.wait("10.0.0.1 pc-001", NOW));
  }

  @Test
  void anotherAddressOrUserDoesNotWait() {
    fail(10);
    assertEquals(0, backoff.wait("10.0.0.2 pc-001", NOW));
    assertEquals(0, backoff.wait("10.0.0.1 pc-002", NOW));
  }

  @Test
  void theRightSecretEndsIt() {
    fail(10);
    backoff.succeeded("10.0.0.1 pc-001");
    assertEquals(0, backoff.wait("10.0.0.1 pc-001", NOW));
  }
}
