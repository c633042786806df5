package cn.yizhan.hub.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
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

  /**
   * The roles whose tokens a bearer of this one may issue; the one table of who appoints whom. What
   * an administrator hands out lies within what he may do himself, but for the work of an office,
   * which is to take alerts on and to direct them, to order its stations and to put up notices: to
   * admit those people is what a security administrator is there for.
   */
  public Set<Role> issues() {
    return switch (this) {
      case SYSTEM_ADMIN -> Collections.unmodifiableSet(EnumSet.allOf(Role.class));
      case SECURITY_ADMIN ->
          Collections.unmodifiableSet(
              EnumSet.of(SECURITY_ADMIN, AUDITOR, DUTY_OFFICER, GRID_LEADER, GRID_WORKER, VIEWER));
      case AUDITOR, DISTRICT_MANAGER, DUTY_OFFICER, GRID_LEADER, GRID_WORKER, VIEWER -> Set.of();
    };
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
