package cn.yizhan.hub.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an actor is allowed to do. */
public enum Role {
  SYSTEM_ADMIN,
  SECURITY_ADMIN,
  AUDITOR,
  DISTRICT_MANAGER,
  DUTY_OFFICER,
  GRID_LEADER,
  GRID_WORKER,
  VIEWER;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word used in JSON and in the database, {@code duty-officer} for instance. */
  public String word() {
    return word;
  }

  /** The role of that word, or null. */
  public static @Nullable Role of(String word) {
    for (Role role : values()) {
      if (role.word.equals(word)) {
        return role;
      }
    }
    return null;
  }
}
