package cn.yizhan.hub.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final Rule RULE = RuleCatalogue.standard().rule("S02");
  private static final long NOW = 1_000_000;

  private static Fact fact(Change change, Severity severity, @Nullable EdgeAction action) {
    return fact(change, severity, Telling.LIVE, action);
  }

  private static Fact fact(
      Change change, Severity severity, Telling telling, @Nullable EdgeAction action) {
    return new Fact(
        change.word(),
        new Matter("S02", 1, "bay/1"),
        change,
        severity,
        NOW - 10,
        telling,
        null,
        action);
  }

  private static Alert alert(Severity severity) {
    Fact raised = fact(Change.RAISED, severity, null);
    return Lifecycle.begin(raised, RULE, new UUID(1, 2), "PC-0101-001", NOW).alert();
  }

  private static Alert taken(Alert alert) {
    Handled handled = new Action.Acknowledge().on(alert, RULE, new Deed("w", NOW));
    return ((Handled.Done) handled).step().alert();
  }

  @Test
  void onlyWhatBeginsOrWorsensBeginsAnAlert() {
    assertTrue(Lifecycle.begins(fact(Change.RAISED, Severity.MAJOR, null), null));
    assertTrue(Lifecycle.begins(fact(Change.WORSENED, Severity.MAJOR, null), null));
    assertFalse(Lifecycle.begins(fact(Change.CLEARED, Severity.MAJOR, null), null));
    assertFalse(Lifecycle.begins(fact(Change.ACTED, Severity.MAJOR, null), null));
    assertFalse(Lifecycle.begins(fact(Change.RAISED, Severity.MAJOR, null), alert(Severity.MAJOR)));
  }

  @Test
  void deadlinesRunFromDetection() {
    Alert.Due due = alert(Severity.MAJOR).times().due();
    assertEquals(NOW + 300_000, due.acknowledge());
    assertEquals(NOW + 7_200_000, due.resolve());
    assertEquals(NOW + 86_400_000, due.recheck());
  }

  @Test
  void aRaiseOfWhatIsActiveTellsOnlyWhatIsWorse() {
    Fact again = fact(Change.RAISED, Severity.MAJOR, null);
    assertNull(Lifecycle.change(again, RULE, alert(Severity.CRITICAL), 0, NOW));
    Fact worse = fact(Change.RAISED, Severity.CRITICAL, null);
    Step step = Lifecycle.change(worse, RULE, alert(Severity.MAJOR), 0, NOW);
    assertNotNull(step);
    assertEquals(Notice.WORSENED, step.notice());
    assertEquals(2, step.alert().revision());
  }

  @Test
  void whatComesBackAfterItWasOverIsToBeTakenOnAnewInItsOwnTime() {
    EdgeAction cut = new EdgeAction("cut", true, true, null);
    Alert first =
        Lifecycle.begin(
                fact(Change.RAISED, Severity.MAJOR, Telling.DELAYED, cut),
                RULE,
                new UUID(1, 2),
                "PC-0101-001",
                NOW)
            .alert();
    Alert over = cleared(taken(first));
    assertEquals(Work.ACKNOWLEDGED, over.state().work());
    long later = NOW + 600_000;
    for (Change change : List.of(Change.RAISED, Change.WORSENED)) {
      Step back = Lifecycle.change(fact(change, Severity.MINOR, null), RULE, over, 0, later);
      assertNotNull(back);
      assertEquals(Notice.RAISED, back.notice());
      assertEquals("raised", back.what());
      Alert alert = back.alert();
      assertEquals(
          new Alert.State(Severity.MINOR, Condition.ACTIVE, Work.NEW, false, false, false, false),
          alert.state());
      assertEquals(later, alert.times().detected());
      assertNull(alert.times().cleared());
      assertEquals(
          new Alert.Due(later + 300_000, later + 7_200_000, later + 86_400_000),
          alert.times().due());
      assertNull(alert.evidence().edgeAction());
      assertNull(alert.people().acknowledgedBy());
      assertEquals(over.revision() + 1, alert.revision());
    }
  }

  @Test
  void whatGetsWorseWhileItHoldsStaysWithWhoHasTakenItOn() {
    Alert taken = taken(alert(Severity.MAJOR));
    Step worse =
        Lifecycle.change(
            fact(Change.WORSENED, Severity.CRITICAL, null), RULE, taken, 0, NOW + 600_000);
    assertNotNull(worse);
    assertEquals(Notice.WORSENED, worse.notice());
    assertEquals(Work.ACKNOWLEDGED, worse.alert().state().work());
    assertEquals("w", worse.alert().people().acknowledgedBy());
    assertEquals(taken.times(), worse.alert().times());
  }

  private static Alert cleared(Alert alert) {
    Step step = Lifecycle.change(fact(Change.CLEARED, Severity.MAJOR, null), RULE, alert, 0, NOW);
    assertNotNull(step);
    assertEquals(Condition.CLEARED, step.alert().state().condition());
    return step.alert();
  }

  @Test
  void clearingTwiceChangesNothing() {
    Fact clear = fact(Change.CLEARED, Severity.MAJOR, null);
    Step once = Lifecycle.change(clear, RULE, alert(Severity.MAJOR), 0, NOW);
    assertNotNull(once);
    assertNull(Lifecycle.change(clear, RULE, once.alert(), 0, NOW));
  }

  @Test
  void whatTheStationDidIsToldOnce() {
    EdgeAction cut = new EdgeAction("cut", true, true, null);
    Fact acted = fact(Change.ACTED, Severity.MAJOR, cut);
    Step once = Lifecycle.change(acted, RULE, alert(Severity.MAJOR), 0, NOW);
    assertNotNull(once);
    assertEquals(Notice.UPDATED, once.notice());
    assertNull(Lifecycle.change(acted, RULE, once.alert(), 0, NOW));
  }

  @Test
  void numbersCanBeSaid() {
    LocalDate day = LocalDate.of(2026, 11, 23);
    assertEquals("PC-1123-007", AlertNumber.of("PC", day, 7));
    assertEquals("PC-1123-1007", AlertNumber.of("PC", day, 1007));
    assertEquals("XX-0105-001", AlertNumber.of("XX", LocalDate.of(2026, 1, 5), 1));
  }
}
