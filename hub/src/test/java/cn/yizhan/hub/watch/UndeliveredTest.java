package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UndeliveredTest {
  private static final UUID ENDPOINT = UUID.fromString("3a1f7c52-9a0e-4b5e-8f3e-2c9d51b7a6e4");
  private static final long MINUTE = 60_000;

  private static Undelivered waiting(
      @Nullable Long critical, @Nullable Long other, Undelivered.@Nullable Told told) {
    return new Undelivered(ENDPOINT, 1, critical, other, null, told);
  }

  private static Fact found(Undelivered endpoint, long now) {
    Fact fact = endpoint.judge(now);
    assertNotNull(fact);
    return fact;
  }

  @Test
  void aCriticalOneMayWaitTwoMinutesAnyOtherThirty() {
    assertNull(waiting(0L, 0L, null).judge(2 * MINUTE - 1));
    Fact major = found(waiting(0L, 0L, null), 2 * MINUTE);
    assertEquals(Change.RAISED, major.change());
    assertEquals(Severity.MAJOR, major.severity());
    assertEquals("endpoint/" + ENDPOINT, major.matter().subject());

    assertNull(waiting(null, 0L, null).judge(30 * MINUTE - 1));
    assertEquals(Severity.MINOR, found(waiting(null, 0L, null), 30 * MINUTE).severity());
  }

  @Test
  void foundAgainItIsTheSameFact() {
    assertEquals(
        found(waiting(0L, null, null), 3 * MINUTE), found(waiting(0L, null, null), 4 * MINUTE));
  }

  @Test
  void whatIsToldIsToldAgainOnlyWhenItIsWorse() {
    Undelivered.Told minor = new Undelivered.Told(Severity.MINOR, false);
    assertNull(waiting(null, 0L, minor).judge(60 * MINUTE));
    assertEquals(Change.WORSENED, found(waiting(0L, 0L, minor), 60 * MINUTE).change());
  }

  @Test
  void itIsOverWhenTheEndpointHasTakenSomethingAndNothingIsLate() {
    assertNull(waiting(null, null, new Undelivered.Told(Severity.MAJOR, false)).judge(MINUTE));
    Undelivered.Told over = new Undelivered.Told(Severity.MAJOR, true);
    assertNull(waiting(0L, null, over).judge(5 * MINUTE));
    assertEquals(Change.CLEARED, found(waiting(null, null, over), MINUTE).change());
  }

  @Test
  void aReceiverThatWantsNothingAnyMoreIsToldOfAtOnce() {
    Undelivered refused = new Undelivered(ENDPOINT, 1, null, null, 7L, null);
    assertEquals(Severity.MAJOR, found(refused, 8).severity());
    assertEquals(7, found(refused, 8).at());
  }

  @Test
  void anOfficeMaySayHowLongANotificationMayWait() {
    Thresholds own =
        new Thresholds(Map.of("A08", Map.of("criticalAfter", 60.0, "otherAfter", 300.0)));
    Undelivered critical = new Undelivered(ENDPOINT, 1, 0L, null, null, null, own);
    assertNull(critical.judge(MINUTE - 1));
    assertEquals(MINUTE, found(critical, 2 * MINUTE).at());
    Undelivered other = new Undelivered(ENDPOINT, 1, null, 0L, null, null, own);
    assertEquals(5 * MINUTE, found(other, 6 * MINUTE).at());
  }
}
