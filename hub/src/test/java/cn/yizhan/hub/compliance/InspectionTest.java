package cn.yizhan.hub.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final long LOOKED = Instant.parse("2026-11-20T02:00:00Z").toEpochMilli();
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  private static Inspection of(String... codes) {
    List<Inspection.Entry> entries = new ArrayList<>();
    for (String code : codes) {
      entries.add(new Inspection.Entry(code, true, null, null, null));
    }
    return new Inspection(LOOKED, entries, null);
  }

  private static String[] codes(String kind) {
    return Elements.of(kind).stream().map(Element::code).toArray(String[]::new);
  }

  @Test
  void aFullStationHasSixContentsSixServicesAndTwoOfSafety() {
    List<String> groups = Elements.of("full").stream().map(Element::group).toList();
    assertEquals(6, groups.stream().filter("content"::equals).count());
    assertEquals(6, groups.stream().filter("service"::equals).count());
    assertEquals(2, groups.stream().filter("safety"::equals).count());
    assertEquals(
        List.of("water", "charging", "fire-equipment", "clear-exits"),
        List.of(codes("love-corner")));
    assertEquals(List.of(), Elements.of("depot"));
    assertEquals("学习书籍", Objects.requireNonNull(Elements.find("study-books")).label().zh());
  }

  @Test
  void anInspectionIsWholeWhenItHasAllThatTheKindOfStationIsToHave() {
    assertTrue(of(codes("full")).whole("full"));
    assertTrue(of(codes("love-corner")).whole("love-corner"));
    assertFalse(of(codes("love-corner")).whole("full"));
    String[] all = codes("full");
    for (int left = 0; left < all.length; left++) {
      List<String> some = new ArrayList<>(List.of(all));
      some.remove(left);
      assertFalse(of(some.toArray(String[]::new)).whole("full"), all[left]);
    }
  }

  @Test
  void anElementTwiceOrOfAnotherKindOrUnknownOrMissingAndExpiringCannotBe() {
    assertNull(of("study-books", "rest").misfit("full"));
    misfit(1, "element", of("rest", "rest").misfit("full"));
    misfit(0, "element", of("water").misfit("full"));
    misfit(0, "element", of("study-books").misfit("love-corner"));
    misfit(0, "element", of("bed").misfit("full"));
    Inspection.Entry gone = new Inspection.Entry("rest", false, DAY, null, null);
    misfit(0, "expires", new Inspection(LOOKED, List.of(gone), null).misfit("full"));
  }

  private static void misfit(int entry, String member, Inspection.@Nullable Misfit found) {
    assertNotNull(found);
    assertEquals(entry, found.entry());
    assertEquals(member, found.member());
  }

  @Test
  void whatExpiresMayBeUsedOnItsLastDayAndHasExpiredWhenTheNextBegins() {
    Sighting seen = new Sighting(LOOKED, true, DAY);
    long after = Instant.parse("2026-11-25T16:00:00Z").toEpochMilli();
    assertEquals(State.PRESENT, seen.state(after - 1, ZONE));
    assertNull(seen.wrongSince(after - 1, ZONE));
    assertEquals(State.EXPIRED, seen.state(after, ZONE));
    assertEquals(after, seen.wrongSince(after, ZONE));
    assertEquals(after, seen.wrongSince(after + 999_999, ZONE));
  }

  @Test
  void whatHadExpiredWhenItWasSeenIsWrongSinceThen() {
    Sighting seen = new Sighting(LOOKED, true, LocalDate.of(2026, 11, 1));
    assertEquals(LOOKED, seen.wrongSince(LOOKED + 5, ZONE));
  }

  @Test
  void whatIsMissingIsMissingSinceItWasLookedForAndWhatNeverExpiresStays() {
    assertEquals(LOOKED, new Sighting(LOOKED, false, null).wrongSince(LOOKED + 5, ZONE));
    Sighting stays = new Sighting(LOOKED, true, null);
    assertNull(stays.wrongSince(Long.MAX_VALUE / 2, ZONE));
    assertEquals("present", stays.state(LOOKED, ZONE).word());
  }
}
