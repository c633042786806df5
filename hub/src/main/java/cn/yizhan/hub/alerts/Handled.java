package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;

/** What became of something a person wanted to do about an alert. */
public sealed interface Handled {
  /**
   * It is done.
   *
   * @param step the change
   */
  record Done(Step step) implements Handled {}

  /** It was so already. */
  record Unchanged() implements Handled {}

  /**
   * It cannot be done as the alert stands.
   *
   * @param why the reason, for the person
   */
  record Refused(Label why) implements Handled {}
}
