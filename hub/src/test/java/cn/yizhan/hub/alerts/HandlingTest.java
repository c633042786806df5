package cn.yizhan.hub.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.rules.Matter;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HandlingTest {
  private static final Rule SMOKE = RuleCatalogue.standard().rule("S01");
  private static final Rule OFFLINE = RuleCatalogue.standard().rule("A01");
  private static final long NOW = 10_000_000;
  private static final Deed DEED = new Deed("王网格", NOW, 1);

  private static final Map<String, Action> ACTIONS =
      new TreeMap<>(
          Map.of(
              "acknowledge", new Action.Acknowledge(),
              "assign", new Action.Assign("李四", ""),
              "call-back", new Action.CallBack(false, "店主已知晓"),
              "close", new Action.Close(Cause.NETWORK_FAILURE, ""),
              "fixed", new Action.Fixed("已更换"),
              "note", new Action.Note("在路上"),
              "recheck-bad", recheck(Action.Result.NOT_FIXED),
              "recheck-false", recheck(Action.Result.FALSE_ALARM),
              "recheck-good", recheck(Action.Result.FIXED),
              "reopen", new Action.Reopen("又来了")));

  private static Action action(String name) {
    return Objects.requireNonNull(ACTIONS.get(name));
  }

  private static Action recheck(Action.Result result) {
    return new Action.Recheck(result, Cause.BATTERY_FAULT, "", List.of(), "");
  }

  private static Alert alert(Rule rule, Condition condition, Work work) {
    return new Alert(
        new UUID(1, 2),
        "PC-1123-007",
        new Matter(rule.id(), 1, "station"),
        new Alert.State(Severity.CRITICAL, condition, work, false, false, false, false),
        new Alert.Times(1, 2, null, null, new Alert.Due(3L, 4L, 5L)),
        new Alert.Evidence(null, null),
        Alert.People.NOBODY,
        7);
  }

  /** What an action makes of an alert, in a few letters. */
  private static String outcome(Action action, Rule rule, Condition condition, Work work) {
    Handled handled = action.on(alert(rule, condition, work), rule, DEED);
    if (handled instanceof Handled.Done done) {
      Alert.State state = done.step().alert().state();
      String told = done.step().notice() == null ? "" : " " + done.step().notice().type();
      return state.condition().word() + "/" + state.work().word() + told;
    }
    return handled instanceof Handled.Unchanged ? "=" : "refused";
  }

  private static List<String> row(String action, Rule rule, Condition condition) {
    List<String> row = new ArrayList<>();
    for (Work work : Work.values()) {
      row.add(outcome(action(action), rule, condition, work));
    }
    return row;
  }

  private static void assertRow(String action, Rule rule, Condition condition, String... outcomes) {
    assertEquals(List.of(outcomes), row(action, rule, condition), action + " of " + rule.id());
  }

  @Test
  void takingOnGivingAndBeginningLeadForwardAndNeverBack() {
    for (Rule rule : List.of(SMOKE, OFFLINE)) {
      assertRow(
          "acknowledge",
          rule,
          Condition.ACTIVE,
          "active/acknowledged alert.acknowledged",
          "=",
          "=",
          "=",
          "=",
          "refused");
      assertRow(
          "assign",
          rule,
          Condition.ACTIVE,
          "active/assigned alert.assigned",
          "active/assigned alert.assigned",
          "active/assigned alert.assigned",
          "active/assigned alert.assigned",
          "active/recheck-due alert.assigned",
          "refused");
      assertEquals(
          List.of(
              "active/in-progress alert.acknowledged",
              "active/in-progress",
              "active/in-progress",
              "=",
              "refused",
              "refused"),
          List.of(Work.values()).stream()
              .map(work -> outcome(new Action.Start(), rule, Condition.ACTIVE, work))
              .toList());
    }
  }

  @Test
  void aDangerIsReportedFixedAndThenRecheckedOnSite() {
    String due = "active/recheck-due alert.recheck-due";
    assertRow("fixed", SMOKE, Condition.ACTIVE, due, due, due, due, "=", "refused");
    assertRow(
        "fixed",
        OFFLINE,
        Condition.ACTIVE,
        "refused",
        "refused",
        "refused",
        "refused",
        "refused",
        "refused");
    String back = "cleared/in-progress alert.reopened";
    assertRow("recheck-bad", SMOKE, Condition.CLEARED, back, back, back, back, back, "refused");
  }

  @Test
  void aDangerIsClosedByARecheckThatFindsItFixedWhenItIsOverOrAFalseAlarmInAnyCase() {
    String closed = "cleared/closed alert.closed";
    String no = "refused";
    assertRow("recheck-good", SMOKE, Condition.CLEARED, closed, closed, closed, closed, closed, no);
    assertRow("recheck-good", SMOKE, Condition.ACTIVE, no, no, no, no, no, no);
    String refuted = "refuted/closed alert.closed";
    for (Condition condition : List.of(Condition.ACTIVE, Condition.CLEARED)) {
      assertRow("recheck-false", SMOKE, condition, refuted, refuted, refuted, refuted, refuted, no);
    }
    for (Condition condition : Condition.values()) {
      assertRow("close", SMOKE, condition, no, no, no, no, no, no);
    }
  }

  @Test
  void whatIsNoDangerIsClosedWhenItIsOverAndNeverRechecked() {
    String closed = "cleared/closed alert.closed";
    String no = "refused";
    assertRow("close", OFFLINE, Condition.CLEARED, closed, closed, closed, closed, closed, no);
    assertRow("close", OFFLINE, Condition.ACTIVE, no, no, no, no, no, no);
    for (String action : List.of("recheck-good", "recheck-bad", "recheck-false")) {
      assertRow(action, OFFLINE, Condition.CLEARED, no, no, no, no, no, no);
    }
    Handled refuted =
        new Action.Close(Cause.FALSE_ALARM, "")
            .on(alert(OFFLINE, Condition.ACTIVE, Work.NEW), OFFLINE, DEED);
    assertInstanceOf(Handled.Done.class, refuted);
  }

  @Test
  void aClosedOneIsOpenedAgainWithNewDeadlinesAndNobodyInCharge() {
    Alert closed = alert(SMOKE, Condition.CLEARED, Work.CLOSED);
    Handled.Done done =
        assertInstanceOf(Handled.Done.class, new Action.Reopen("x").on(closed, SMOKE, DEED));
    Alert open = done.step().alert();
    assertEquals(Work.NEW, open.state().work());
    assertEquals(NOW + 180_000, open.times().due().acknowledge());
    assertNull(open.times().closed());
    assertNull(open.people().acknowledgedBy());
    assertRow(
        "reopen", SMOKE, Condition.CLEARED, "=", "=", "=", "=", "=", "cleared/new alert.reopened");
  }

  @Test
  void wordsAndCallsChangeNothingButTheHistoryInEveryState() {
    for (String action : List.of("note", "call-back")) {
      for (Work work : Work.values()) {
        assertEquals(
            "cleared/" + work.word(), outcome(action(action), SMOKE, Condition.CLEARED, work));
      }
    }
  }

  @Test
  void whatIsSaidToBePossibleIsNotRefusedAndNothingElseIsPossible() {
    for (Rule rule : List.of(SMOKE, OFFLINE)) {
      for (Work work : Work.values()) {
        List<String> possible = Handling.possible(work, Handling.needsRecheck(rule, false));
        for (Map.Entry<String, Action> action : ACTIONS.entrySet()) {
          String word = action.getValue().word();
          String outcome = outcome(action.getValue(), rule, Condition.CLEARED, work);
          boolean done = !outcome.equals("refused") && !outcome.equals("=");
          assertEquals(
              possible.contains(word), done, word + " of " + rule.id() + " while " + work.word());
        }
      }
    }
  }

  @Test
  void whoeverDoesSomethingFirstHasTakenItOn() {
    Handled.Done done =
        assertInstanceOf(
            Handled.Done.class,
            new Action.Start().on(alert(SMOKE, Condition.ACTIVE, Work.NEW), SMOKE, DEED));
    assertEquals("王网格", done.step().alert().people().acknowledgedBy());
    assertEquals(NOW, done.step().alert().people().acknowledged());
  }

  @Test
  void eachCauseHasAName() {
    for (Cause cause : Cause.values()) {
      assertNotNull(cause.label());
      assertEquals(cause, Cause.of(cause.word()));
    }
    assertNull(Cause.of("bad luck"));
  }

  @Test
  void whatIsOnlyRecordedIsClosedWithoutARecheckAndQuietly() {
    Alert alert =
        new Alert(
            new UUID(1, 2),
            "PC-1123-007",
            new Matter("S01", 1, "station"),
            new Alert.State(
                Severity.CRITICAL, Condition.CLEARED, Work.NEW, false, true, false, false),
            new Alert.Times(1, 2, 3L, null, new Alert.Due(null, null, null)),
            new Alert.Evidence(null, null),
            Alert.People.NOBODY,
            2);
    Handled.Done done =
        assertInstanceOf(
            Handled.Done.class, new Action.Close(Cause.OTHER, "x").on(alert, SMOKE, DEED));
    assertEquals(Work.CLOSED, done.step().alert().state().work());
    assertNull(done.step().notice());
    assertTrue(Handling.possible(Work.NEW, Handling.needsRecheck(SMOKE, true)).contains("close"));
  }
}
