package cn.yizhan.hub.escalation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Columns of a roster file, in the order in which they are written. */
enum RosterColumn {
  FROM("开始", true),
  TO("结束", true),
  ROLE("岗位", true),
  NAME("姓名", true),
  MOBILE("手机", false),
  DEPUTY("B岗姓名", false),
  DEPUTY_MOBILE("B岗手机", false),
  LEAVE_FROM("请假开始", false),
  LEAVE_TO("请假结束", false),
  COMMUNITY("社区", false),
  GRID("网格", false);

  private final String zh;
  private final boolean needed;

  RosterColumn(String zh, boolean needed) {
    this.zh = zh;
    this.needed = needed;
  }

  /** Its name in the first line of a file. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True when a file must have it. */
  boolean needed() {
    return needed;
  }

  /** The column of that name, in English or Chinese, or null. */
  static @Nullable RosterColumn of(String name) {
    for (RosterColumn column : values()) {
      if (column.word().equals(name.toLowerCase(Locale.ROOT)) || column.zh.equals(name)) {
        return column;
      }
    }
    return null;
  }
}
