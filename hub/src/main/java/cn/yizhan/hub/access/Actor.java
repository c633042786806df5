package cn.yizhan.hub.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request; passed down to every query and every change.
 *
 * @param name name for the audit log, {@code token:console} for instance; names of tokens are free
 *     and may be equal
 * @param role what they may do
 * @param office database id of the one office they see; null for all offices
 * @param token the token by which they are known, for the audit log; null inside the hub
 * @param remote network address the request came from, for the audit log; null inside the hub
 */
public record Actor(
    String name,
    Role role,
    @Nullable Integer office,
    @Nullable UUID token,
    @Nullable String remote) {

  /** An actor inside the hub, without a token and a network address. */
  public Actor(String name, Role role, @Nullable Integer office) {
    this(name, role, office, null, null);
  }

  /** The same actor, seen to come from that address. */
  public Actor from(@Nullable String address) {
    return new Actor(name, role, office, token, address);
  }

  /** The same actor under another name. */
  public Actor named(String other) {
    return new Actor(other, role, office, token, remote);
  }

  /** True when the actor may do that. */
  public boolean may(Permission permission) {
    return permission.heldBy(role);
  }
}
