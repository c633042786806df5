package cn.yizhan.hub.alerts;

import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that belongs to somebody until it is closed.
 *
 * @param id identity
 * @param number number for people, {@code PC-1123-007}
 * @param matter rule and subject
 * @param state how it stands
 * @param times when it happened and by when people are to act
 * @param evidence what was read and what the station did
 * @param people what people have said about it
 * @param revision rises with each change, from 1
 */
public record Alert(
    UUID id,
    String number,
    Matter matter,
    State state,
    Times times,
    Evidence evidence,
    People people,
    int revision) {

  /** The same with other deadlines. */
  public Alert dueBy(Due due) {
    Times other = new Times(times.event(), times.detected(), times.cleared(), times.closed(), due);
    return new Alert(id, number, matter, state, other, evidence, people, revision);
  }

  /** The same in its next revision. */
  public Alert next() {
    return new Alert(id, number, matter, state, times, evidence, people, revision + 1);
  }

  /**
   * How an alert stands.
   *
   * @param severity how bad it is
   * @param condition whether it still holds
   * @param work how far people have come
   * @param delayed true when it became known late
   * @param retrospective true when it was over before it became known
   * @param test true while it is part of a test made on site
   * @param flapping true when it comes and goes so often that its last raise was not told
   */
  public record State(
      Severity severity,
      Condition condition,
      Work work,
      boolean delayed,
      boolean retrospective,
      boolean test,
      boolean flapping) {

    State with(Work next) {
      return new State(severity, condition, next, delayed, retrospective, test, flapping);
    }

    State with(Condition next) {
      return new State(severity, next, work, delayed, retrospective, test, flapping);
    }

    State ofTest(boolean next) {
      return new State(severity, condition, work, delayed, retrospective, next, flapping);
    }

    /** It has got worse, which is told and so is its end, often as it may have come and gone. */
    State with(Severity next) {
      return new State(next, condition, work, delayed, retrospective, test, false);
    }
  }

  /**
   * Times of an alert, milliseconds.
   *
   * @param event when it happened
   * @param detected when it became known
   * @param cleared when it was over, null while it holds
   * @param closed when it was closed, null while it is not
   * @param due by when people are to act
   */
  public record Times(
      long event, long detected, @Nullable Long cleared, @Nullable Long closed, Due due) {
    Times closed(@Nullable Long at) {
      return new Times(event, detected, cleared, at, due);
    }

    Times cleared(long at) {
      return new Times(event, detected, at, closed, due);
    }

    Times due(Due next) {
      return new Times(event, detected, cleared, closed, next);
    }
  }

  /**
   * By when people are to act, milliseconds; null for no deadline.
   *
   * @param acknowledge take it on
   * @param resolve have it dealt with
   * @param recheck have looked at it on site
   */
  public record Due(@Nullable Long acknowledge, @Nullable Long resolve, @Nullable Long recheck) {
    /** No deadline at all. */
    public static final Due NEVER = new Due(null, null, null);
  }

  /**
   * What is known.
   *
   * @param reading the reading with its limit
   * @param edgeAction what the station did by itself
   */
  public record Evidence(@Nullable Finding reading, @Nullable EdgeAction edgeAction) {}

  /**
   * What people have said.
   *
   * @param acknowledgedBy who has taken it on
   * @param acknowledged when, milliseconds
   * @param assignedTo who is to see to it
   * @param cause what it was in the end
   * @param closedBy who closed it, {@code hub} for the hub itself
   * @param externalRef number of the work order elsewhere
   */
  public record People(
      @Nullable String acknowledgedBy,
      @Nullable Long acknowledged,
      @Nullable String assignedTo,
      @Nullable Cause cause,
      @Nullable String closedBy,
      @Nullable String externalRef) {
    static final People NOBODY = nobody(null);

    static People nobody(@Nullable String externalRef) {
      return new People(null, null, null, null, null, externalRef);
    }

    /** Taken on by whoever does that, unless somebody has before. */
    People takenBy(Deed deed) {
      return acknowledgedBy != null
          ? this
          : new People(deed.actor(), deed.now(), assignedTo, cause, closedBy, externalRef);
    }

    People assigned(String to) {
      return new People(acknowledgedBy, acknowledged, to, cause, closedBy, externalRef);
    }

    People closed(Cause was, String by) {
      return new People(acknowledgedBy, acknowledged, assignedTo, was, by, externalRef);
    }

    People referenced(@Nullable String number) {
      return new People(acknowledgedBy, acknowledged, assignedTo, cause, closedBy, number);
    }
  }
}
