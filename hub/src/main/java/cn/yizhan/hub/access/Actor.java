package cn.yizhan.hub.access;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a request; passed down to every query and every change.
 *
 * @param name name for the audit log, {@code token:console} for instance
 * @param role what they may do
 * @param office database id of the one office they see; null for all offices
 * @param remote network address the request came from, for the audit log; null inside the hub
 */
public record Actor(String name, Role role, @Nullable Integer office, @Nullable String remote) {

  /** An actor inside the hub, without a network address. */
  public Actor(String name, Role role, @Nullable Integer office) {
    this(name, role, office, null);
  }

  /** The same actor, seen to come from that address. */
  public Actor from(@Nullable String address) {
    return new Actor(name, role, office, address);
  }

  /** True when the actor may do that. */
  public boolean may(Permission permission) {
    return permission.heldBy(role);
  }
}
