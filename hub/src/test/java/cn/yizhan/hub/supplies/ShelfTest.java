package cn.yizhan.hub.supplies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.supplies.Shelf.Count;
import cn.yizhan.hub.supplies.Shelf.Held;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Forty litres of water of which five are the least. */
class ShelfTest {
  private static final Thresholds STANDARD = Thresholds.standard();

  private static Count at(long second, double level) {
    return new Count(second * 1000, level, false);
  }

  private static Count shown(long second, double level) {
    return new Count(second * 1000, level, true);
  }

  private static Shelf shelf(String item, double minimum, Count... counts) {
    return new Shelf(item, new Registration.Stock("l", 40, minimum, true), Arrays.asList(counts));
  }

  private static @Nullable String found(String rule, @Nullable Held told, Count... counts) {
    return words(shelf("water", 5, counts).judge(rule, told, STANDARD));
  }

  private static @Nullable String words(@Nullable Held held) {
    return held == null ? null : held.severity().word() + ' ' + held.since() / 1000;
  }

  @Test
  void aRestockIsDueFromTheFirstCountAtOrBelowTheMinimum() {
    assertNull(found("R01", null));
    assertNull(found("R01", null, at(1, 5.1)));
    assertEquals("minor 2", found("R01", null, at(1, 5.1), at(2, 5)));
    assertEquals("minor 2", found("R01", null, at(1, 6), at(2, 5), at(3, 0), at(4, 4)));
    assertNull(found("R01", null, at(1, 5), at(2, 5.1)));
    assertEquals("minor 3", found("R01", null, at(1, 5), at(2, 6), at(3, 3)));
  }

  @Test
  void whatShowsItIsTheCount() {
    Held held = shelf("water", 5, at(1, 4)).judge("R01", null, STANDARD);
    assertEquals(
        "Finding[point=supply/water/level, value=4.0, unit=l, limit=5.0, holdSeconds=0.0]",
        held == null ? null : String.valueOf(held.reading()));
  }

  @Test
  void nothingCountsTwiceOrWithAPhoto() {
    assertNull(found("R03", null, at(1, 0)));
    assertEquals("major 2", found("R03", null, at(1, 0), at(2, 0)));
    assertEquals("major 1", found("R03", null, shown(1, 0)));
    assertNull(found("R03", null, at(1, 0), at(2, 1), at(3, 0)));
    assertNull(found("R03", null, shown(1, 0.5)));
    assertEquals("minor 1", words(shelf("tissue", 5, shown(1, 0)).judge("R03", null, STANDARD)));
  }

  @Test
  void itIsThereAgainOnlyAboveATenthOfTheCapacity() {
    assertEquals("major 1", found("R03", null, shown(1, 0), at(2, 4)));
    assertNull(found("R03", null, shown(1, 0), at(2, 4.1)));
  }

  @Test
  void anOverrideSaysHowOftenNothingMustBeCounted() {
    Thresholds thrice = new Thresholds(Map.of("R03", Map.of("count", 3.0)));
    Count[] two = {at(1, 0), at(2, 0)};
    assertNull(shelf("water", 5, two).judge("R03", null, thrice));
    Count[] three = {at(1, 0), at(2, 0), at(3, 0)};
    assertEquals("major 3", words(shelf("water", 5, three).judge("R03", null, thrice)));
    assertEquals("major 9", words(shelf("water", 5, shown(9, 0)).judge("R03", null, thrice)));
  }

  @Test
  void whatWasToldGoesOnUntilALaterCountShowsThatItIsOver() {
    Held told = new Held(Severity.MINOR, 5000, null);
    assertEquals("minor 5", found("R01", told));
    assertEquals("minor 5", found("R01", told, at(1, 30)));
    assertEquals("minor 5", found("R01", told, at(1, 30), at(6, 5)));
    assertNull(found("R01", told, at(6, 5.1)));
    Held out = new Held(Severity.MAJOR, 5000, null);
    assertEquals("major 5", found("R03", out, at(6, 0)));
    assertEquals("major 5", found("R03", out, at(6, 4)));
    assertNull(found("R03", out, at(6, 5)));
  }

  @Test
  void aNewMinimumJudgesTheOldCounts() {
    List<Count> counts = List.of(at(1, 6));
    assertEquals("minor 1", words(shelf("water", 6, counts.get(0)).judge("R01", null, STANDARD)));
    Held told = new Held(Severity.MINOR, 1000, null);
    assertNull(shelf("water", 5, counts.get(0)).judge("R01", told, STANDARD));
  }
}
