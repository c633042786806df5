package cn.yizhan.hub.access;

import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API tokens that were issued. */
public interface Tokens {

  /**
   * A token to be issued.
   *
   * @param name what it is for
   * @param role what its bearer may do
   * @param office code of the one office its bearer sees; null for all
   * @param expires from when on it is refused, epoch milliseconds
   */
  record Wanted(String name, Role role, @Nullable String office, long expires) {}

  /**
   * A token just issued.
   *
   * @param id its identity
   * @param secret the token, shown this once
   */
  record Issued(UUID id, Secret secret) {}

  /** The bearer of the token, or null when it is unknown, expired or revoked. */
  Future<@Nullable Actor> actorOf(Secret token);

  /** The bearer of the token of that identity, or null when it is unknown, expired or revoked. */
  Future<@Nullable Actor> actorOf(UUID token);

  /**
   * True when a token was ever issued whose bearer may issue tokens for all offices, be it expired
   * or revoked since.
   *
   * @param issuer only those issued with the token of that identity; null for all
   */
  Future<Boolean> administratorAppointed(@Nullable UUID issuer);

  /**
   * Issues a token; audited in the same transaction.
   *
   * @return the token, or null when its scope would not lie within the actor's
   */
  Future<@Nullable Issued> issue(Actor actor, Wanted wanted);

  /**
   * Revokes a token at once; audited in the same transaction. A revoked one stays as it is.
   *
   * @return false when the actor sees no token of that id
   */
  Future<Boolean> revoke(Actor actor, UUID id);
}
