package cn.yizhan.hub.alerts;

import org.jspecify.annotations.Nullable;

/**
 * A change of an alert.
 *
 * @param alert the alert after it
 * @param what what happened, a word of the history
 * @param notice what offices are told, null for nothing
 * @param escalation the deadline they are told of, null for none
 */
public record Step(
    Alert alert, String what, @Nullable Notice notice, @Nullable Escalation escalation) {
  /** A change that is not about a deadline. */
  public Step(Alert alert, String what, @Nullable Notice notice) {
    this(alert, what, notice, null);
  }

  /** The same change, of which offices are told nothing. */
  public Step untold() {
    return new Step(alert, what, null);
  }
}
