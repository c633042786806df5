package cn.yizhan.hub.alerts;

/**
 * Who does something, when, and what shows it.
 *
 * @param actor who
 * @param now when, milliseconds
 * @param photos photos kept with the alert that can show how it is now: those after the last of
 *     {@link Handling#ANEW} in its history
 */
public record Deed(String actor, long now, int photos) {
  /** Of what needs no photo. */
  public Deed(String actor, long now) {
    this(actor, now, 0);
  }
}
