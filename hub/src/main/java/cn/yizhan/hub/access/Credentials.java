package cn.yizhan.hub.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells who is known by a token: an API token, or the one in the hub's directory. */
public final class Credentials {
  private final Vertx vertx;
  private final Tokens tokens;
  private final BootstrapToken bootstrap;
  private final LongSupplier clock;

  /**
   * @param vertx runs the reading of the bootstrap token's file
   * @param tokens API tokens
   * @param bootstrap the token in the hub's directory
   * @param clock epoch milliseconds
   */
  public Credentials(Vertx vertx, Tokens tokens, BootstrapToken bootstrap, LongSupplier clock) {
    this.vertx = vertx;
    this.tokens = tokens;
    this.bootstrap = bootstrap;
    this.clock = clock;
  }

  /** The bearer of the token, or null when it is unknown, expired or revoked. */
  public Future<@Nullable Actor> bearer(Secret token) {
    return BootstrapToken.looksLike(token)
        ? bootstrapped(held -> MessageDigest.isEqual(held.bytes(), token.bytes()))
        : tokens.actorOf(token);
  }

  /**
   * Who is known by the token of that identity now, or null when it is not accepted any more.
   *
   * @param token an {@link Actor#token()}
   */
  public Future<@Nullable Actor> holder(UUID token) {
    return tokens
        .actorOf(token)
        .compose(
            actor ->
                actor == null
                    ? bootstrapped(held -> BootstrapToken.id(held).equals(token))
                    : Future.succeededFuture(actor));
  }

  private Future<@Nullable Actor> bootstrapped(Predicate<Secret> meant) {
    return vertx
        .executeBlocking(() -> bootstrap.current(clock.getAsLong()).filter(meant))
        .compose(
            found -> found.isPresent() ? unlessEnded(found.get()) : Future.succeededFuture(null));
  }

  private Future<@Nullable Actor> unlessEnded(Secret held) {
    UUID id = BootstrapToken.id(held);
    boolean renewed = BootstrapToken.renewed(held);
    Actor administrator =
        new Actor(renewed ? "recovery" : "bootstrap", Role.SYSTEM_ADMIN, null, id, null);
    return tokens
        .administratorAppointed(renewed ? id : null)
        .map(ended -> ended ? null : administrator);
  }
}
