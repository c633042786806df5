package cn.yizhan.hub.alerts;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.Severity;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a fact makes of an alert. The alert passed in is the one whose row is locked: the one of the
 * same rule and subject that is not closed, or was closed less than {@link #REOPENS} ago.
 */
public final class Lifecycle {
  /** How long after closing the same thing is the same alert again. */
  public static final Duration REOPENS = Duration.ofDays(3);

  /** What was raised so often within that time comes and goes; further raises are not told. */
  public static final Duration FLAPS_WITHIN = Duration.ofHours(1);

  private static final int FLAPS_FROM = 5;

  private Lifecycle() {}

  /** True when the fact begins an alert, so that a number is needed for {@link #begin}. */
  public static boolean begins(Fact fact, @Nullable Alert alert) {
    return alert == null && (fact.change() == Change.RAISED || fact.change() == Change.WORSENED);
  }

  /**
   * The alert the fact begins.
   *
   * @param now when it became known, milliseconds
   */
  public static Step begin(Fact fact, Rule rule, UUID id, String number, long now) {
    Alert alert =
        new Alert(
            id,
            number,
            fact.matter(),
            new Alert.State(
                fact.severity(),
                Condition.ACTIVE,
                Work.NEW,
                fact.delayed(),
                fact.retrospective(),
                false,
                false),
            new Alert.Times(
                fact.at(),
                now,
                null,
                null,
                fact.retrospective() ? Alert.Due.NEVER : due(rule, now)),
            new Alert.Evidence(fact.reading(), fact.edgeAction()),
            Alert.People.NOBODY,
            1);
    // What was over before it became known is told once, when its end is recorded.
    return new Step(alert, "raised", fact.retrospective() ? null : Notice.RAISED);
  }

  /**
   * What a fact changes.
   *
   * @param raises how often the alert was raised within {@link #FLAPS_WITHIN} before now
   * @param now when it became known, milliseconds
   * @return null when it changes nothing
   */
  public static @Nullable Step change(
      Fact fact, Rule rule, @Nullable Alert alert, int raises, long now) {
    if (alert == null) {
      return null;
    }
    return switch (fact.change()) {
      case RAISED, WORSENED ->
          alert.state().work() == Work.CLOSED
              ? again(fact, rule, alert, raises, now)
              : alert.state().condition() == Condition.ACTIVE
                  ? worsened(fact, alert)
                  : again(fact, rule, alert, raises, now);
      case ACTED -> acted(fact, alert);
      case CLEARED -> cleared(fact, alert);
    };
  }

  /**
   * Another episode on the same alert. What was said and done about the one before stands in the
   * history; a new danger wants to be taken on anew, in its own time.
   */
  private static Step again(Fact fact, Rule rule, Alert alert, int raises, long now) {
    boolean reopened = alert.state().work() == Work.CLOSED;
    boolean flapping = raises >= FLAPS_FROM && fact.severity() != Severity.CRITICAL;
    Alert.State state =
        new Alert.State(
            fact.severity(),
            Condition.ACTIVE,
            Work.NEW,
            fact.delayed(),
            fact.retrospective(),
            false,
            flapping);
    Notice notice = reopened ? Notice.REOPENED : Notice.RAISED;
    return new Step(
        new Alert(
            alert.id(),
            alert.number(),
            alert.matter(),
            state,
            new Alert.Times(fact.at(), now, null, null, due(rule, now)),
            new Alert.Evidence(fact.reading(), fact.edgeAction()),
            Alert.People.nobody(alert.people().externalRef()),
            alert.revision() + 1),
        reopened ? "reopened" : "raised",
        flapping ? null : notice);
  }

  private static @Nullable Step worsened(Fact fact, Alert alert) {
    Severity before = alert.state().severity();
    if (!fact.severity().worseThan(before)) {
      return fact.edgeAction() == null ? null : acted(fact, alert);
    }
    return changed(
        alert,
        alert.state().with(fact.severity()),
        alert.times(),
        evidence(fact, alert),
        "worsened",
        alert.state().retrospective() ? null : Notice.WORSENED);
  }

  private static @Nullable Step acted(Fact fact, Alert alert) {
    if (fact.edgeAction() == null
        || fact.edgeAction().equals(alert.evidence().edgeAction())
        || alert.state().work() == Work.CLOSED) {
      return null;
    }
    Alert.Evidence evidence =
        new Alert.Evidence(
            alert.evidence().reading() == null ? fact.reading() : alert.evidence().reading(),
            fact.edgeAction());
    return changed(
        alert,
        alert.state(),
        alert.times(),
        evidence,
        "edge-action",
        alert.state().retrospective() ? null : Notice.UPDATED);
  }

  private static @Nullable Step cleared(Fact fact, Alert alert) {
    if (alert.state().condition() != Condition.ACTIVE || alert.state().work() == Work.CLOSED) {
      return null;
    }
    return changed(
        alert,
        alert.state().with(Condition.CLEARED),
        alert.times().cleared(fact.at()),
        alert.evidence(),
        "cleared",
        over(alert.state()));
  }

  /** The end of what was not told is not told either. */
  private static @Nullable Notice over(Alert.State state) {
    if (state.flapping()) {
      return null;
    }
    return state.retrospective() ? Notice.RECORDED : Notice.CLEARED;
  }

  private static Step changed(
      Alert alert,
      Alert.State state,
      Alert.Times times,
      Alert.Evidence evidence,
      String what,
      @Nullable Notice notice) {
    return new Step(
        new Alert(
            alert.id(),
            alert.number(),
            alert.matter(),
            state,
            times,
            evidence,
            alert.people(),
            alert.revision() + 1),
        what,
        notice);
  }

  private static Alert.Evidence evidence(Fact fact, Alert alert) {
    return new Alert.Evidence(
        fact.reading() == null ? alert.evidence().reading() : fact.reading(),
        fact.edgeAction() == null ? alert.evidence().edgeAction() : fact.edgeAction());
  }

  /** By when people are to act on what they hear of now. */
  public static Alert.Due due(Rule rule, long now) {
    Rule.Deadlines deadlines = rule.deadlines();
    return new Alert.Due(
        due(deadlines.acknowledge(), now),
        due(deadlines.resolve(), now),
        due(deadlines.recheck(), now));
  }

  private static @Nullable Long due(@Nullable Duration within, long now) {
    return within == null ? null : now + within.toMillis();
  }
}
