package cn.yizhan.hub.supplies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be used until 1 March 2027. */
class ExpiryTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final LocalDate EXPIRES = LocalDate.parse("2027-03-01");

  private static @Nullable String on(String time, int warnDays) {
    Expiry expiry = Expiry.of(EXPIRES, warnDays, Instant.parse(time).toEpochMilli(), ZONE);
    return expiry == null
        ? null
        : expiry.severity().word()
            + ' '
            + Instant.ofEpochMilli(expiry.since()).atZone(ZONE).toLocalDateTime()
            + ' '
            + expiry.days();
  }

  @Test
  void itIsNearFromTheBeginningOfTheThirtiethDayBefore() {
    assertNull(on("2027-01-29T15:59:59Z", 30));
    assertEquals("minor 2027-01-30T00:00 30", on("2027-01-29T16:00:00Z", 30));
  }

  @Test
  void itHasPassedFromTheBeginningOfTheDayAfter() {
    assertEquals("minor 2027-01-30T00:00 30", on("2027-03-01T15:59:59Z", 30));
    assertEquals("major 2027-03-02T00:00 0", on("2027-03-01T16:00:00Z", 30));
    assertEquals("major 2027-03-02T00:00 0", on("2028-03-01T16:00:00Z", 30));
  }

  @Test
  void howNearIsNearIsSaid() {
    assertNull(on("2027-02-21T15:59:59Z", 7));
    assertEquals("minor 2027-02-22T00:00 7", on("2027-02-21T16:00:00Z", 7));
    assertEquals("minor 2027-03-01T00:00 0", on("2027-02-28T16:00:00Z", 0));
  }
}
