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

  /**
   * How an alert stands.
   *
   * @param severity how bad it is
   * @param condition whether it still holds
   * @param work how far people have come
   * @param delayed true when it became known late
   * @param retrospective true when it was over before it became known
   * @param test true while it is part of a test made on site
   */
  public record State(
      Severity severity,
      Condition condition,
      Work work,
      boolean delayed,
      boolean retrospective,
      boolean test) {}

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
      long event, long detected, @Nullable Long cleared, @Nullable Long closed, Due due) {}

  /**
   * By when people are to act, milliseconds; null for no deadline.
   *
   * @param acknowledge take it on
   * @param resolve have it dealt with
   * @param recheck have looked at it on site
   */
  public record Due(@Nullable Long acknowledge, @Nullable Long resolve, @Nullable Long recheck) {}

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
   * @param externalRef number of the work order elsewhere
   */
  public record People(
      @Nullable String acknowledgedBy, @Nullable Long acknowledged, @Nullable String externalRef) {
    static final People NOBODY = new People(null, null, null);
  }
}
