package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {
  private static final long NOW = Instant.parse("2026-11-23T06:00:00Z").toEpochMilli();

  private static @Nullable Duration pause(int status, @Nullable String retryAfter) {
    return assertInstanceOf(Outcome.Again.class, Outcome.answered(status, retryAfter, NOW)).pause();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void anyTwoHundredIsDelivered(int status) {
    assertEquals(new Outcome.Delivered(status), Outcome.answered(status, null, NOW));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 307, 308, 400, 401, 404, 413, 422, 429, 500, 502, 503})
  void whatSomebodyCanMendIsTriedAgain(int status) {
    assertInstanceOf(Outcome.Again.class, Outcome.answered(status, null, NOW));
  }

  @Test
  void goneMeansNoMore() {
    assertInstanceOf(Outcome.Refused.class, Outcome.answered(410, null, NOW));
  }

  @Test
  void retryAfterIsReadAsSecondsAndAsDate() {
    assertEquals(Duration.ofMinutes(2), pause(429, "120"));
    assertEquals(Duration.ofSeconds(90), pause(503, "Mon, 23 Nov 2026 06:01:30 GMT"));
  }

  @Test
  void retryAfterCountsOnlyForTooManyRequestsAndUnavailable() {
    assertNull(pause(500, "120"));
    assertNull(pause(404, "120"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1e9", "99999999999", "Mon, 23 Nov 2026 05:00:00 GMT"})
  void aRetryAfterThatMakesNoSenseIsLeftOut(String value) {
    assertNull(pause(503, value));
  }
}
