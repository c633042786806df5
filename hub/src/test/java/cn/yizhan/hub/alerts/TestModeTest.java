package cn.yizhan.hub.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.alerts.TestMode.Verdict;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.SiteTest;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TestModeTest {
  private static final Rule SMOKE = RuleCatalogue.standard().rule("S01");
  private static final long MINUTE = 60_000;

  /** From minute 10 to minute 40, ended in minute 20. */
  private static final SiteTest TEST = new SiteTest(10 * MINUTE, 40 * MINUTE, 20 * MINUTE);

  private static final SiteTest RUNNING = new SiteTest(10 * MINUTE, 40 * MINUTE, null);

  private static Fact fact(Change change, long minute, Telling telling) {
    return new Fact(
        "k" + minute,
        new Matter("S01", 1, "station"),
        change,
        Severity.CRITICAL,
        minute * MINUTE,
        telling,
        null,
        null);
  }

  private static Fact raised(long minute) {
    return fact(Change.RAISED, minute, Telling.LIVE);
  }

  private static Alert begun(long minute, boolean test) {
    Step step = Lifecycle.begin(raised(minute), SMOKE, new UUID(0, 1), "PC-1", minute * MINUTE);
    return (test ? TestMode.marked(step) : step).alert();
  }

  private static Alert after(Alert alert, Fact fact, boolean ofTest) {
    Step step =
        (ofTest
            ? TestMode.change(fact, SMOKE, alert, fact.at())
            : TestMode.changeInEarnest(fact, SMOKE, alert, 0, fact.at()));
    assertNotNull(step);
    return step.alert();
  }

  private static Verdict verdict(Alert alert, @Nullable SiteTest test, long minute) {
    return TestMode.verdict(alert, test, test, minute * MINUTE);
  }

  @Test
  void aFactIsOfTheTestInWhichItHappenedUnlessItHoldsLongAfter() {
    assertTrue(TestMode.covers(TEST, raised(10), 10 * MINUTE));
    assertTrue(TestMode.covers(TEST, raised(19), 22 * MINUTE - 1));
    assertFalse(TestMode.covers(TEST, raised(19), 22 * MINUTE));
    assertFalse(TestMode.covers(TEST, raised(20), 20 * MINUTE));
    assertFalse(TestMode.covers(TEST, raised(9), 11 * MINUTE));
    assertFalse(TestMode.covers(null, raised(15), 15 * MINUTE));
    assertTrue(TestMode.covers(TEST, fact(Change.RAISED, 15, Telling.RETROSPECTIVE), 900 * MINUTE));
  }

  @Test
  void aTestThatNothingEndsIsOverWhenItsTimeIs() {
    assertTrue(RUNNING.covers(40 * MINUTE - 1));
    assertFalse(RUNNING.covers(40 * MINUTE));
    assertFalse(new SiteTest(0, MINUTE, 5 * MINUTE).covers(MINUTE));
  }

  @Test
  void whatHappensInTheTestLeavesItsAlertOneOfTheTest() {
    Alert cleared = after(begun(11, true), fact(Change.CLEARED, 12, Telling.LIVE), true);
    assertTrue(cleared.state().test());
    assertTrue(after(cleared, raised(13), true).state().test());
    assertTrue(
        after(begun(11, true), fact(Change.CLEARED, 25, Telling.LIVE), false).state().test());
  }

  @Test
  void aRaiseOfAfterTheTestIsRealAlthoughTheTestsAlertIsOpen() {
    for (Change change : new Change[] {Change.RAISED, Change.WORSENED}) {
      Step step =
          TestMode.changeInEarnest(
              fact(change, 21, Telling.LIVE), SMOKE, begun(11, true), 9, 21 * MINUTE);
      assertNotNull(step);
      assertEquals(Notice.RAISED, step.notice());
      assertEquals("raised", step.what());
      assertFalse(step.alert().state().test());
      assertEquals(Work.NEW, step.alert().state().work());
      assertEquals(Condition.ACTIVE, step.alert().state().condition());
      assertEquals(21 * MINUTE, step.alert().times().event());
      assertEquals(24 * MINUTE, step.alert().times().due().acknowledge());
    }
  }

  @Test
  void aRealAlertStaysRealInATest() {
    Alert real = begun(5, false);
    assertNull(TestMode.change(raised(12), SMOKE, real, 12 * MINUTE));
    Alert cleared = after(real, fact(Change.CLEARED, 12, Telling.LIVE), true);
    assertFalse(after(cleared, raised(13), true).state().test());
  }

  @Test
  void whileATestGoesOnItsAlertsWait() {
    Alert active = begun(11, true);
    assertEquals(Verdict.WAIT, verdict(active, RUNNING, 39));
    assertEquals(Verdict.WAIT, verdict(active, TEST, 19));
    Alert cleared = after(active, fact(Change.CLEARED, 12, Telling.LIVE), true);
    assertEquals(Verdict.WAIT, verdict(cleared, TEST, 19));
    assertEquals(Verdict.WAIT, verdict(active, null, 900));
  }

  @Test
  void whatIsOverClosesWhenTheTestHasEnded() {
    Alert cleared = after(begun(11, true), fact(Change.CLEARED, 12, Telling.LIVE), true);
    assertEquals(Verdict.CLOSE, verdict(cleared, TEST, 20));
    Step closed = TestMode.close(cleared, 20 * MINUTE);
    assertEquals(Work.CLOSED, closed.alert().state().work());
    assertEquals(20 * MINUTE, closed.alert().times().closed());
    assertEquals(cleared.revision() + 1, closed.alert().revision());
    assertEquals(Cause.TEST, closed.alert().people().cause());
    assertNull(closed.notice());
  }

  @Test
  void whatHoldsTwoMinutesAfterTheTestIsReal() {
    Alert active = begun(11, true);
    assertEquals(Verdict.WAIT, TestMode.verdict(active, TEST, TEST, 22 * MINUTE - 1));
    assertEquals(Verdict.REAL, verdict(active, TEST, 22));
    assertEquals(Verdict.WAIT, verdict(active, RUNNING, 41));
    assertEquals(Verdict.REAL, verdict(active, RUNNING, 42));
    Step real = TestMode.real(active, SMOKE, 22 * MINUTE);
    assertEquals(Notice.RAISED, real.notice());
    assertFalse(real.alert().state().test());
    assertEquals(11 * MINUTE, real.alert().times().event());
    assertEquals(22 * MINUTE, real.alert().times().detected());
    assertEquals(25 * MINUTE, real.alert().times().due().acknowledge());
    assertEquals(active.revision() + 1, real.alert().revision());
  }

  @Test
  void whatTurnsOutToHaveBegunAfterTheEndIsRealAtOnce() {
    assertEquals(Verdict.REAL, verdict(begun(30, true), TEST, 20));
  }

  @Test
  void aFurtherTestKeepsWhatTheOneBeforeHasLeft() {
    SiteTest next = new SiteTest(21 * MINUTE, 51 * MINUTE, null);
    Alert active = begun(11, true);
    assertEquals(Verdict.WAIT, TestMode.verdict(active, TEST, next, 45 * MINUTE));
    assertEquals(Verdict.REAL, TestMode.verdict(active, TEST, next, 53 * MINUTE));
  }
}
