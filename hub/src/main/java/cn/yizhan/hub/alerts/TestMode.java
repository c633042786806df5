package cn.yizhan.hub.alerts;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.SiteTest;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Alerts of tests that somebody makes on site. One begins in a test, is told to the tester, and
 * closes by itself; one that outlasts its test turns real and is told to everybody. A real one
 * never turns into one of a test, however much of it happens in a test.
 */
public final class TestMode {
  private TestMode() {}

  /** What is to become of an alert of a test. */
  public enum Verdict {
    /** Nothing yet. */
    WAIT,
    /** It was all of the test, and is over. */
    CLOSE,
    /** It is no test, or not any more. */
    REAL
  }

  /**
   * Whether a fact is part of a test. What still holds long after its test is not.
   *
   * @param test the last test of the station that began before the fact, null for none
   * @param now when the fact has become known, milliseconds
   */
  public static boolean covers(@Nullable SiteTest test, Fact fact, long now) {
    return test != null
        && test.covers(fact.at())
        && (fact.retrospective() || now < test.end() + Rule.Clear.AFTER_TEST.toMillis());
  }

  /** The alert that a fact of a test begins. */
  public static Step marked(Step step) {
    Alert alert = step.alert();
    return new Step(
        with(alert, alert.state().ofTest(true), alert.times(), alert.people(), alert.revision()),
        step.what(),
        step.notice());
  }

  /**
   * What a fact of a test changes. What is real stays so, and a tester is told of every raise.
   *
   * @param now when it became known, milliseconds
   * @return null when it changes nothing
   */
  public static @Nullable Step change(Fact fact, Rule rule, @Nullable Alert alert, long now) {
    Step step = Lifecycle.change(fact, rule, alert, 0, now);
    return step == null || alert == null || !alert.state().test() ? step : marked(step);
  }

  /**
   * What a fact changes that is not part of a test, whatever its alert is.
   *
   * @param raises how often the alert was raised lately
   * @param now when it became known, milliseconds
   * @return null when it changes nothing
   */
  public static @Nullable Step changeInEarnest(
      Fact fact, Rule rule, @Nullable Alert alert, int raises, long now) {
    if (alert == null || !alert.state().test()) {
      return Lifecycle.change(fact, rule, alert, raises, now);
    }
    return fact.change() == Change.RAISED || fact.change() == Change.WORSENED
        ? anew(fact, rule, alert, now)
        : change(fact, rule, alert, now);
  }

  /**
   * What is to become of an alert of a test that is not closed.
   *
   * @param test the last test that began before the alert, null for none
   * @param latest the last test that has begun, null for none; one that goes on keeps the alerts of
   *     those before it
   * @param now milliseconds
   */
  public static Verdict verdict(
      Alert alert, @Nullable SiteTest test, @Nullable SiteTest latest, long now) {
    if (test == null || latest == null || latest.covers(now)) {
      return Verdict.WAIT;
    }
    if (alert.state().condition() != Condition.ACTIVE || alert.state().retrospective()) {
      return Verdict.CLOSE;
    }
    boolean outlasts = now >= latest.end() + Rule.Clear.AFTER_TEST.toMillis();
    return outlasts || !test.covers(alert.times().event()) ? Verdict.REAL : Verdict.WAIT;
  }

  /**
   * The alert closes by itself; the tester has been told that it is over.
   *
   * @param now milliseconds
   */
  public static Step close(Alert alert, long now) {
    return new Step(
        with(
            alert,
            alert.state().with(Work.CLOSED),
            alert.times().closed(now),
            alert.people().closed(Cause.TEST, "hub"),
            alert.revision() + 1),
        "closed",
        null);
  }

  /**
   * The alert is real: raised anew for everybody, with deadlines from now on.
   *
   * @param now milliseconds
   */
  public static Step real(Alert alert, Rule rule, long now) {
    Fact standing =
        new Fact(
            "",
            alert.matter(),
            Change.RAISED,
            alert.state().severity(),
            alert.times().event(),
            alert.state().delayed() ? Telling.DELAYED : Telling.LIVE,
            alert.evidence().reading(),
            alert.evidence().edgeAction());
    return anew(standing, rule, alert, now);
  }

  /** As if it had been over before: what begins again is new to everybody. */
  private static Step anew(Fact fact, Rule rule, Alert alert, long now) {
    Alert.State over = alert.state().ofTest(false).with(Condition.CLEARED).with(Work.NEW);
    Step step =
        Lifecycle.change(
            fact, rule, with(alert, over, alert.times(), alert.people(), alert.revision()), 0, now);
    if (step == null) {
      throw new IllegalStateException("a raise changes nothing");
    }
    return step;
  }

  private static Alert with(
      Alert alert, Alert.State state, Alert.Times times, Alert.People people, int revision) {
    return new Alert(
        alert.id(),
        alert.number(),
        alert.matter(),
        state,
        times,
        alert.evidence(),
        people,
        revision);
  }
}
