package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people may do about an alert, and what it makes of it. An alert about a danger is closed by
 * a recheck on site and in no other way; what nobody has taken on is taken on by whoever does
 * anything about it.
 */
public final class Handling {
  private static final Label CLOSED =
      new Label("告警已办结；如需继续处置，请先重新交办", "the alert is closed; reopen it first");
  private static final Label NEEDS_RECHECK =
      new Label(
          "该告警须现场复查确认后才能办结",
          "such an alert is closed only by a recheck on site that finds it fixed or a false alarm");
  private static final Label STILL_ACTIVE =
      new Label(
          "告警仍在持续，未恢复前不能办结；如属误报，请选择误报",
          "what it is about still holds; only a false alarm can be closed now");
  private static final Label NEEDS_PHOTO =
      new Label(
          "安全告警的复查须有佐证照片：请先拍照上传（须在本次告警或重新交办之后），确实拍不了的，写明原因（withoutPhoto，4至200字）",
          "the recheck of a danger needs a photo that was kept since the alert was last raised or"
              + " given back: take one first, or say in withoutPhoto why there is none (4 to 200"
              + " characters)");
  private static final Label NO_RECHECK =
      new Label("该告警不需要复查，请直接办结", "this alert needs no recheck; close it");
  private static final Label RECHECK_IS_DUE =
      new Label("已报处置完毕，等待现场复查", "it is reported fixed and waits for the recheck on site");

  /**
   * Words of the history with which things begin anew: a photo from before one of them does not
   * show how it is after it.
   */
  public static final List<String> ANEW = List.of("raised", "reopened", "recheck-failed");

  private Handling() {}

  /**
   * The words of the actions that would not be refused as the alert stands, in the order in which
   * people need them.
   *
   * @param work how far people have come
   * @param needsRecheck whether it is closed by a recheck only
   */
  public static List<String> possible(Work work, boolean needsRecheck) {
    List<String> actions = new ArrayList<>();
    if (work == Work.CLOSED) {
      return List.of("reopen", "note", "call-back", "reference");
    }
    if (work == Work.NEW) {
      actions.add("acknowledge");
    }
    actions.add("assign");
    if (work == Work.NEW || work == Work.ACKNOWLEDGED || work == Work.ASSIGNED) {
      actions.add("start");
    }
    if (needsRecheck) {
      if (work != Work.RECHECK_DUE) {
        actions.add("fixed");
      }
      actions.add("recheck");
    } else {
      actions.add("close");
    }
    actions.addAll(List.of("note", "call-back", "reference"));
    return actions;
  }

  /**
   * True when only a recheck on site closes such an alert: its rule asks for one, and it was not
   * over before it became known.
   */
  public static boolean needsRecheck(Rule rule, boolean retrospective) {
    return rule.deadlines().recheck() != null && !retrospective;
  }

  /** True for the rules about danger to life and property, S01 and so on. */
  public static boolean danger(String rule) {
    return rule.startsWith("S");
  }

  /**
   * True when the recheck that closes such an alert needs a photo, or why there is none: it is
   * about a danger.
   */
  public static boolean needsPhoto(Rule rule, boolean retrospective) {
    return danger(rule.id()) && needsRecheck(rule, retrospective);
  }

  static Handled acknowledge(Alert alert, Deed deed) {
    return switch (alert.state().work()) {
      case CLOSED -> new Handled.Refused(CLOSED);
      case NEW ->
          done(
              alert,
              alert.state().with(Work.ACKNOWLEDGED),
              alert.times(),
              alert.people().takenBy(deed),
              "acknowledged",
              Notice.ACKNOWLEDGED);
      case ACKNOWLEDGED, ASSIGNED, IN_PROGRESS, RECHECK_DUE -> new Handled.Unchanged();
    };
  }

  static Handled assign(Alert alert, String to, Deed deed) {
    Work work = alert.state().work();
    if (work == Work.CLOSED) {
      return new Handled.Refused(CLOSED);
    }
    if (to.equals(alert.people().assignedTo()) && work == Work.ASSIGNED) {
      return new Handled.Unchanged();
    }
    return done(
        alert,
        alert.state().with(work == Work.RECHECK_DUE ? work : Work.ASSIGNED),
        alert.times(),
        alert.people().takenBy(deed).assigned(to),
        "assigned",
        Notice.ASSIGNED);
  }

  static Handled start(Alert alert, Deed deed) {
    return switch (alert.state().work()) {
      case CLOSED -> new Handled.Refused(CLOSED);
      case RECHECK_DUE -> new Handled.Refused(RECHECK_IS_DUE);
      case IN_PROGRESS -> new Handled.Unchanged();
      case NEW, ACKNOWLEDGED, ASSIGNED ->
          done(
              alert,
              alert.state().with(Work.IN_PROGRESS),
              alert.times(),
              alert.people().takenBy(deed),
              "started",
              alert.state().work() == Work.NEW ? Notice.ACKNOWLEDGED : null);
    };
  }

  static Handled fixed(Alert alert, Rule rule, Deed deed) {
    if (alert.state().work() == Work.CLOSED) {
      return new Handled.Refused(CLOSED);
    }
    if (!needsRecheck(rule, alert.state().retrospective())) {
      return new Handled.Refused(NO_RECHECK);
    }
    if (alert.state().work() == Work.RECHECK_DUE) {
      return new Handled.Unchanged();
    }
    return done(
        alert,
        alert.state().with(Work.RECHECK_DUE),
        alert.times(),
        alert.people().takenBy(deed),
        "fixed",
        Notice.RECHECK_DUE);
  }

  static Handled close(Alert alert, Rule rule, Cause cause, Deed deed) {
    if (alert.state().work() == Work.CLOSED) {
      return new Handled.Refused(CLOSED);
    }
    if (needsRecheck(rule, alert.state().retrospective())) {
      return new Handled.Refused(NEEDS_RECHECK);
    }
    return closed(alert, cause, deed);
  }

  static Handled recheck(Alert alert, Rule rule, Action.Recheck found, Deed deed) {
    if (alert.state().work() == Work.CLOSED) {
      return new Handled.Refused(CLOSED);
    }
    if (!needsRecheck(rule, alert.state().retrospective())) {
      return new Handled.Refused(NO_RECHECK);
    }
    return switch (found.result()) {
      case FIXED -> shown(closed(alert, found.cause(), deed), rule, found, deed);
      case FALSE_ALARM -> shown(closed(alert, Cause.FALSE_ALARM, deed), rule, found, deed);
      case NOT_FIXED ->
          done(
              alert,
              alert.state().with(Work.IN_PROGRESS),
              alert.times().due(Lifecycle.due(rule, deed.now())),
              alert.people().takenBy(deed),
              "recheck-failed",
              Notice.REOPENED);
    };
  }

  /** What was found on site, if a photo shows it or somebody stands for it that there is none. */
  private static Handled shown(Handled handled, Rule rule, Action.Recheck found, Deed deed) {
    if (!(handled instanceof Handled.Done done) || !danger(rule.id()) || deed.photos() > 0) {
      return handled;
    }
    String why = found.withoutPhoto();
    return why.isEmpty()
        ? new Handled.Refused(NEEDS_PHOTO)
        : new Handled.Done(done.step().withoutPhoto(why));
  }

  private static Handled closed(Alert alert, Cause cause, Deed deed) {
    boolean active = alert.state().condition() == Condition.ACTIVE;
    boolean refuted = cause == Cause.FALSE_ALARM;
    if (active && !refuted) {
      return new Handled.Refused(STILL_ACTIVE);
    }
    Alert.State state = alert.state().with(Work.CLOSED);
    return done(
        alert,
        refuted ? state.with(Condition.REFUTED) : state,
        alert.times().closed(deed.now()),
        alert.people().takenBy(deed).closed(cause, deed.actor()),
        "closed",
        alert.state().retrospective() ? null : Notice.CLOSED);
  }

  static Handled reopen(Alert alert, Rule rule, Deed deed) {
    if (alert.state().work() != Work.CLOSED) {
      return new Handled.Unchanged();
    }
    Alert.Times times = alert.times().closed(null).due(Lifecycle.due(rule, deed.now()));
    return done(
        alert,
        alert.state().with(Work.NEW),
        alert.state().retrospective() ? alert.times().closed(null) : times,
        Alert.People.nobody(alert.people().externalRef()),
        "reopened",
        alert.state().retrospective() ? null : Notice.REOPENED);
  }

  static Handled reference(Alert alert, @Nullable String number) {
    Alert.People people = alert.people().referenced(number);
    return people.equals(alert.people())
        ? new Handled.Unchanged()
        : done(alert, alert.state(), alert.times(), people, "referenced", null);
  }

  /** A photo that shows something about it is kept with it. */
  public static Step photographed(Alert alert) {
    return new Step(alert.next(), "photographed", null);
  }

  static Handled written(Alert alert, String what) {
    return done(alert, alert.state(), alert.times(), alert.people(), what, null);
  }

  /**
   * What the hub closes by itself: what is over, needs no recheck, and was closed by nobody.
   *
   * @param now the present, milliseconds
   */
  public static Handled lapse(Alert alert, Rule rule, long now) {
    return close(alert, rule, Cause.RECOVERED, new Deed("hub", now));
  }

  private static Handled done(
      Alert alert,
      Alert.State state,
      Alert.Times times,
      Alert.People people,
      String what,
      @Nullable Notice notice) {
    return new Handled.Done(
        new Step(
            new Alert(
                alert.id(),
                alert.number(),
                alert.matter(),
                state,
                times,
                alert.evidence(),
                people,
                alert.revision() + 1),
            what,
            notice));
  }
}
