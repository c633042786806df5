package cn.yizhan.edge.safety;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;

/** What a display says at a dead bay. */
final class Reasons {
  /** Nothing watches the bay. */
  static final Label UNWATCHED =
      new Label("安全传感器失联，暂停充电", "its safety sensor is silent: no charging for now");

  private Reasons() {}

  static Label of(Cause cause) {
    if (!cause.ruled()) {
      return new Label(
          "闭锁记录无法读取，已断电并闭锁，请勿使用", "lock records unreadable: switched off and locked, do not use");
    }
    Rule rule = RuleCatalogue.standard().find(cause.rule());
    Label title = rule == null ? new Label(cause.rule(), cause.rule()) : rule.texts().title();
    return !cause.latches()
        ? new Label(title.zh() + "，已断电，请勿使用", title.en() + ": switched off, do not use")
        : new Label(
            title.zh() + "，已断电并闭锁，请勿使用", title.en() + ": switched off and locked, do not use");
  }
}
