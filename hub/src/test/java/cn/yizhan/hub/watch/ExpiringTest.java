package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** First aid that may be used until 1 March 2027. */
class ExpiringTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Thresholds STANDARD = Thresholds.standard();
  private static final LocalDate EXPIRES = LocalDate.parse("2027-03-01");

  private static Expiring known(@Nullable LocalDate expires, @Nullable Severity told) {
    return new Expiring(1, true, "first-aid", expires, told, 0, STANDARD);
  }

  private static @Nullable String words(Expiring expiring, String now) {
    Fact fact = expiring.judge(millis(now), ZONE);
    return fact == null
        ? null
        : fact.change().word()
            + ' '
            + fact.severity().word()
            + ' '
            + Instant.ofEpochMilli(fact.at()).atZone(ZONE).toLocalDate();
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }

  @Test
  void itIsToldWhenItIsNearAndAgainWhenItHasPassed() {
    assertNull(words(known(EXPIRES, null), "2027-01-29T15:59:59Z"));
    assertEquals("raised minor 2027-01-30", words(known(EXPIRES, null), "2027-01-29T16:00:00Z"));
    assertNull(words(known(EXPIRES, Severity.MINOR), "2027-03-01T15:59:59Z"));
    assertEquals(
        "worsened major 2027-03-02", words(known(EXPIRES, Severity.MINOR), "2027-03-01T16:00:00Z"));
    assertNull(words(known(EXPIRES, Severity.MAJOR), "2027-04-01T16:00:00Z"));
  }

  @Test
  void itIsOverWhenSomethingFresherIsThereOrNothing() {
    LocalDate later = LocalDate.parse("2029-01-01");
    String now = "2027-03-05T04:00:00Z";
    assertEquals("cleared minor 2027-03-05", words(known(later, Severity.MINOR), now));
    assertEquals("cleared major 2027-03-05", words(known(null, Severity.MAJOR), now));
    assertNull(words(known(null, null), now));
  }

  @Test
  void aStationThatNobodyExpectsHasNothingThatExpires() {
    Expiring unexpected = new Expiring(1, false, "first-aid", EXPIRES, Severity.MAJOR, 0, STANDARD);
    assertEquals("cleared major 2027-03-05", words(unexpected, "2027-03-05T04:00:00Z"));
    Expiring untold = new Expiring(1, false, "first-aid", EXPIRES, null, 0, STANDARD);
    assertNull(words(untold, "2027-03-05T04:00:00Z"));
  }

  @Test
  void whatWasOverAndIsSoAgainHasBegunAnew() {
    long ended = millis("2027-03-04T01:00:00Z");
    Expiring again = new Expiring(1, true, "first-aid", EXPIRES, null, ended, STANDARD);
    assertEquals("raised major 2027-03-04", words(again, "2027-03-05T04:00:00Z"));
  }

  @Test
  void anOverrideSaysHowNearIsNear() {
    Thresholds week = new Thresholds(Map.of("R06", Map.of("warnDays", 7.0)));
    Expiring expiring = new Expiring(1, true, "first-aid", EXPIRES, null, 0, week);
    assertNull(words(expiring, "2027-02-21T15:59:59Z"));
    assertEquals("raised minor 2027-02-22", words(expiring, "2027-02-21T16:00:00Z"));
  }

  @Test
  void theFactSaysTheDay() {
    Fact fact = known(EXPIRES, null).judge(millis("2027-03-05T04:00:00Z"), ZONE);
    assertEquals(
        "Finding[point=supply/first-aid/expiry, value=2.0270301E7, unit=yyyymmdd, limit=2.0270301E7, holdSeconds=0.0]",
        fact == null ? null : String.valueOf(fact.reading()));
  }
}
