package cn.yizhan.hub.escalation;

import cn.yizhan.protocol.Label;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whom a step of a policy turns to, in the order in which responsibility rises. */
public enum DutyRole {
  GRID_WORKER("网格员", "grid worker"),
  GRID_LEADER("网格长", "grid leader"),
  COMMUNITY("社区", "community"),
  DUTY_OFFICER("值班员", "duty officer"),
  LEADER_ON_DUTY("带班领导", "leader on duty"),
  DISTRICT("区", "district");

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String zh;
  private final String en;

  DutyRole(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** The word used in JSON, in rosters and in the database. */
  public String word() {
    return word;
  }

  /** What people call it. */
  public Label label() {
    return new Label(zh, en);
  }

  /** The role of that word or of that name in Chinese, or null. */
  public static @Nullable DutyRole of(String text) {
    for (DutyRole role : values()) {
      if (role.word.equals(text) || role.zh.equals(text)) {
        return role;
      }
    }
    return null;
  }
}
