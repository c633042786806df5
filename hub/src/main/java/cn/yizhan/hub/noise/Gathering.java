package cn.yizhan.hub.noise;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Condition;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.Work;
import cn.yizhan.protocol.rule.Severity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is not told at once but collected and told together. */
public final class Gathering {
  /** The part of the time to acknowledge that may pass before anybody is told; a choice of ours. */
  private static final int PART = 4;

  private Gathering() {}

  /**
   * True when it can wait for the next digest: news of an alert nobody must hurry for. What asks
   * somebody to act is told at once, and so is whatever belongs to a test on site, or tells that an
   * endpoint takes nothing, which the others must hear by themselves.
   */
  public static boolean waits(Notice notice, Alert alert) {
    return !alert.state().test()
        && !alert.state().severity().worseThan(Severity.MINOR)
        && !alert.matter().subject().startsWith("endpoint/")
        && news(notice);
  }

  /**
   * True when it is told together with the others of its office: it was kept back until now and
   * still holds, so that it is news for nobody to the minute. What is critical is told by itself.
   */
  public static boolean together(Alert alert) {
    return !alert.state().test()
        && alert.state().severity() != Severity.CRITICAL
        && !alert.matter().subject().startsWith("endpoint/");
  }

  /**
   * How long it can wait at most: of an alert that is to be acknowledged people hear before a
   * quarter of the time for it has passed; null for as long as the office has set.
   *
   * @param now the present, epoch milliseconds
   */
  public static @Nullable Duration patience(Notice notice, Alert alert, long now) {
    Long acknowledge = alert.times().due().acknowledge();
    boolean wanted = begins(notice) || notice == Notice.WORSENED;
    return wanted && acknowledge != null && alert.state().work() == Work.NEW
        ? Duration.ofMillis(Math.max(0, acknowledge - now) / PART)
        : null;
  }

  /** True when it tells that something began. */
  public static boolean begins(Notice notice) {
    return notice == Notice.RAISED || notice == Notice.REOPENED;
  }

  /**
   * What is to be told of an alert as it is now, when changes nobody is told of came after what was
   * last to be told of it.
   */
  public static Notice latest(Notice last, Alert alert) {
    Alert.State state = alert.state();
    if (state.work() == Work.CLOSED) {
      return state.retrospective() ? Notice.RECORDED : Notice.CLOSED;
    }
    boolean began = begins(last) || last == Notice.WORSENED;
    boolean ended = last == Notice.CLEARED || last == Notice.CLOSED;
    if (state.condition() == Condition.ACTIVE) {
      return ended ? Notice.RAISED : last;
    }
    return began ? Notice.CLEARED : last;
  }

  private static boolean news(Notice notice) {
    return switch (notice) {
      case RAISED, REOPENED, WORSENED, UPDATED, CLEARED, ACKNOWLEDGED, CLOSED, RECORDED -> true;
      default -> false;
    };
  }
}
