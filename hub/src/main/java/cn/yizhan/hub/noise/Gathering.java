package cn.yizhan.hub.noise;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.protocol.rule.Severity;

/** What is not told at once but collected and told together. */
public final class Gathering {
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
    return !alert.state().test() && alert.state().severity() != Severity.CRITICAL;
  }

  /** True when it tells that something began. */
  public static boolean begins(Notice notice) {
    return notice == Notice.RAISED || notice == Notice.REOPENED;
  }

  private static boolean news(Notice notice) {
    return switch (notice) {
      case RAISED, REOPENED, WORSENED, UPDATED, CLEARED, ACKNOWLEDGED, CLOSED, RECORDED -> true;
      default -> false;
    };
  }
}
