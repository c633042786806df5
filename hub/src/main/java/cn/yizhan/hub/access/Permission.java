package cn.yizhan.hub.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A thing that not every role may do; the one table of who may do what. */
public enum Permission {
  /** See stations, telemetry, alerts and rules of the offices in scope. */
  READ,
  /** Take alerts on and work on them, on site and by telephone. */
  ACKNOWLEDGE,
  /**
   * Give alerts to people, close those that need no recheck, open closed ones again, silence what
   * is known.
   */
  DIRECT,
  /** Register offices and stations, rotate a station's secret, disable it. */
  REGISTER,
  /** Change where notifications go and which thresholds are in force. */
  CONFIGURE,
  /** Give stations orders: bays on and off, latches, test mode. */
  OPERATE,
  /** Put texts on the displays of stations. */
  ANNOUNCE,
  /** Issue and revoke tokens. */
  ADMIT;

  /** True when the role has the permission. */
  public boolean heldBy(Role role) {
    return switch (this) {
      case READ -> true;
      case ACKNOWLEDGE ->
          switch (role) {
            case SYSTEM_ADMIN, DISTRICT_MANAGER, DUTY_OFFICER, GRID_LEADER, GRID_WORKER -> true;
            case SECURITY_ADMIN, AUDITOR, VIEWER -> false;
          };
      case REGISTER -> role == Role.SYSTEM_ADMIN;
      case CONFIGURE -> role == Role.SYSTEM_ADMIN || role == Role.DISTRICT_MANAGER;
      case DIRECT, OPERATE ->
          switch (role) {
            case SYSTEM_ADMIN, DISTRICT_MANAGER, DUTY_OFFICER, GRID_LEADER -> true;
            case SECURITY_ADMIN, AUDITOR, GRID_WORKER, VIEWER -> false;
          };
      case ANNOUNCE ->
          role == Role.SYSTEM_ADMIN || role == Role.DISTRICT_MANAGER || role == Role.DUTY_OFFICER;
      case ADMIT -> role == Role.SYSTEM_ADMIN || role == Role.SECURITY_ADMIN;
    };
  }

  /** The roles that have the permission. */
  public Set<Role> roles() {
    return Arrays.stream(Role.values())
        .filter(this::heldBy)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
  }
}
