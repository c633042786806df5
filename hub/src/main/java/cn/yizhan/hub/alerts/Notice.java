package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;

/** What offices are told of an alert; the {@code type} of a notification. */
public enum Notice {
  /** It began. */
  RAISED("alert.raised", new Label("", "")),
  /** It was closed or reported fixed, and is not over. */
  REOPENED("alert.reopened", new Label("重新交办", "REOPENED")),
  /** It has become more severe. */
  WORSENED("alert.worsened", new Label("加重", "WORSE")),
  /** It has become known what the station did. */
  UPDATED("alert.updated", new Label("续报", "UPDATE")),
  /** It is over. */
  CLEARED("alert.cleared", new Label("恢复", "CLEARED")),
  /** Somebody has taken it on. */
  ACKNOWLEDGED("alert.acknowledged", new Label("已签收", "ACKNOWLEDGED")),
  /** Somebody is to see to it. */
  ASSIGNED("alert.assigned", new Label("已派单", "ASSIGNED")),
  /** It is reported fixed; somebody is to look at it on site. */
  RECHECK_DUE("alert.recheck-due", new Label("待复查", "RECHECK DUE")),
  /** It is closed. */
  CLOSED("alert.closed", new Label("已办结", "CLOSED")),
  /** A deadline is near or was missed, and somebody else is to act. */
  ESCALATED("alert.escalated", new Label("督办", "ESCALATED")),
  /** It was taken on and nothing has happened since; the same type, marked as a reminder. */
  REMINDED("alert.escalated", new Label("催办", "REMINDER")),
  /** It was over before it became known. */
  RECORDED("alert.recorded", new Label("补记", "RECORDED"));

  private final String type;
  private final String zh;
  private final String en;

  Notice(String type, Label mark) {
    this.type = type;
    this.zh = mark.zh();
    this.en = mark.en();
  }

  /** The {@code type} of the notification. */
  public String type() {
    return type;
  }

  /** The word in brackets before the text, empty when the severity says it. */
  Label mark() {
    return new Label(zh, en);
  }
}
