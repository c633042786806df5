package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.rules.Comparison.Recorded;
import cn.yizhan.hub.rules.Comparison.Tally;
import cn.yizhan.protocol.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Spell spell(String subject, long from, @Nullable Long to) {
    return new Spell(
        subject, Severity.MAJOR, from * 1000, to == null ? null : (Long) (to * 1000), null);
  }

  @Test
  void spellsOfOneSubjectThatHeldAtOneTimeAreTheSame() {
    Comparison found =
        Comparison.of(
            List.of(
                spell("bay/1", 100, 500L), spell("bay/2", 100, 500L), spell("bay/1", 900, null)),
            List.of(
                spell("bay/1", 400, 800L), spell("bay/1", 600, 700L), spell("bay/3", 5000, null)),
            List.of());
    assertEquals(new Tally(2, 2, 1), found.inForce());
    assertEquals(
        List.of(
            "SAME bay/1 100",
            "NEW bay/2 100",
            "GONE bay/1 600",
            "NEW bay/1 900",
            "GONE bay/3 5000"),
        found.lines().stream()
            .map(
                line ->
                    line.fate() + " " + line.spell().subject() + ' ' + line.spell().raised() / 1000)
            .toList());
  }

  @Test
  void anAlertIsOfTheSpellItMetAndTheStationMayHaveToldOfItSooner() {
    Recorded sooner = new Recorded("PC-1", spell("bay/1", 380, 410L));
    Recorded other = new Recorded("PC-2", spell("bay/1", 2000, 2100L));
    Comparison found =
        Comparison.of(
            List.of(spell("bay/1", 500, 600L), spell("bay/2", 500, 600L)),
            List.of(spell("bay/1", 1950, 2050L)),
            List.of(sooner, other));
    assertEquals(new Tally(1, 1, 1), found.recorded());
    assertEquals("PC-1", found.lines().get(0).alert());
    assertEquals("PC-2", found.lines().get(2).alert());
  }
}
