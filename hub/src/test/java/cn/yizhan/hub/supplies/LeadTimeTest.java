package cn.yizhan.hub.supplies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class LeadTimeTest {
  @Test
  void onlyWhatARestockEndsBeforeAnythingHasRunOutIsDueWithinTheLeadTime() {
    assertEquals("water", LeadTime.item("R01", "supply/water"));
    assertEquals("first-aid", LeadTime.item("R02", "supply/first-aid"));
    assertNull(LeadTime.item("R03", "supply/water"));
    assertNull(LeadTime.item("R01", "station"));
  }

  @Test
  void halfADayIsTwelveHours() {
    assertEquals(12 * 3_600_000L, LeadTime.millis(0.5));
  }
}
