package cn.yizhan.hub.alerts;

import org.jspecify.annotations.Nullable;

/**
 * A change of an alert.
 *
 * @param alert the alert after it
 * @param what what happened, a word of the history
 * @param notice what offices are told, null for nothing
 * @param escalation the deadline they are told of, null for none
 * @param withoutPhoto why no photo shows what was found on site, null for nothing
 */
public record Step(
    Alert alert,
    String what,
    @Nullable Notice notice,
    @Nullable Escalation escalation,
    @Nullable String withoutPhoto) {
  /** A change that is not about a deadline. */
  public Step(Alert alert, String what, @Nullable Notice notice) {
    this(alert, what, notice, null, null);
  }

  /** A step of a deadline. */
  public Step(Alert alert, String what, Notice notice, Escalation escalation) {
    this(alert, what, notice, escalation, null);
  }

  /** The same change with the alert as it is to be after it. */
  public Step with(Alert other) {
    return new Step(other, what, notice, escalation, withoutPhoto);
  }

  /** The same change, with why no photo shows it. */
  Step withoutPhoto(String why) {
    return new Step(alert, what, notice, escalation, why);
  }

  /** The same change, of which offices are told nothing. */
  public Step untold() {
    return new Step(alert, what, null, escalation, withoutPhoto);
  }
}
