package cn.yizhan.hub.alerts;

import cn.yizhan.hub.access.ActorName;
import cn.yizhan.protocol.Label;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The sentence that says which deadline is near or missed, by how much, and who is to act. */
final class EscalationText {
  private static final long MINUTE = 60;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private EscalationText() {}

  /**
   * The sentence.
   *
   * @param taker who has taken the alert on, null for nobody
   * @param now the present, milliseconds
   * @param time writes a time
   */
  static Label of(
      Escalation escalation, @Nullable String taker, long now, LongFunction<String> time) {
    Label idle = escalation.reminder() ? idle(escalation, taker, now) : new Label("", "");
    Label when = when(escalation, now, time);
    Label who = who(escalation.to());
    Label act = escalation.kind().label();
    boolean over = now >= escalation.due();
    return new Label(
        idle.zh() + when.zh() + "请" + who.zh() + (over ? "立即" : "尽快") + act.zh() + "。",
        idle.en()
            + when.en()
            + " Please "
            + act.en()
            + (over ? " now: " : " soon: ")
            + who.en()
            + ".");
  }

  private static Label idle(Escalation escalation, @Nullable String taker, long now) {
    Label span = span((now - escalation.since()) / 1000);
    Label by = taker == null ? new Label("", "") : ActorName.spoken(taker);
    return new Label(
        by.zh() + "签收后已" + span.zh() + "无进展。",
        "Nothing has happened for "
            + span.en()
            + (by.en().isEmpty() ? "" : " since it was taken on by " + by.en())
            + ". ");
  }

  private static Label when(Escalation escalation, long now, LongFunction<String> time) {
    String due = time.apply(escalation.due());
    Label act = escalation.kind().label();
    Label span = span(Math.abs(now - escalation.due()) / 1000);
    return now >= escalation.due()
        ? new Label(
            act.zh() + "时限" + due + "，已超时" + span.zh() + "。",
            "The deadline to " + act.en() + " was " + due + ", overdue by " + span.en() + ".")
        : new Label(
            act.zh() + "时限" + due + "，剩余" + span.zh() + "。",
            "The deadline to " + act.en() + " is " + due + ", " + span.en() + " left.");
  }

  private static Label who(Escalation.To to) {
    String mobile = to.mobile() == null ? "" : to.mobile();
    if (to.name() == null) {
      return new Label(to.called().zh() + "（值班表无人）", to.called().en() + " (nobody on the roster)");
    }
    return new Label(
        to.called().zh() + to.name() + (mobile.isEmpty() ? "" : "（" + mobile + "）"),
        to.called().en() + " " + to.name() + (mobile.isEmpty() ? "" : " (" + mobile + ")"));
  }

  /** A length of time in its two largest units, seconds given. */
  static Label span(long seconds) {
    if (seconds < MINUTE) {
      return new Label(seconds + "秒", seconds + " s");
    }
    if (seconds < HOUR) {
      return new Label(seconds / MINUTE + "分钟", seconds / MINUTE + " min");
    }
    long large = seconds < DAY ? seconds / HOUR : seconds / DAY;
    long small = seconds < DAY ? seconds % HOUR / MINUTE : seconds % DAY / HOUR;
    String zh = large + (seconds < DAY ? "小时" : "天");
    String en = large + (seconds < DAY ? " h" : " d");
    return small == 0
        ? new Label(zh, en)
        : new Label(
            zh + small + (seconds < DAY ? "分钟" : "小时"),
            en + " " + small + (seconds < DAY ? " min" : " h"));
  }
}
