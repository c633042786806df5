package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Bearer;
import cn.yizhan.hub.access.BootstrapToken;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.access.Secret;
import cn.yizhan.hub.access.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Knows the bearers of API tokens and of the bootstrap token. */
public final class BearerAuthenticator implements Authenticator {
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
  public BearerAuthenticator(
      Vertx vertx, Tokens tokens, BootstrapToken bootstrap, LongSupplier clock) {
    this.vertx = vertx;
    this.tokens = tokens;
    this.bootstrap = bootstrap;
    this.clock = clock;
  }

  @Override
  public Future<@Nullable Actor> authenticate(HttpServerRequest request) {
    Secret secret = Bearer.parse(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (secret == null) {
      return Future.succeededFuture(null);
    }
    return BootstrapToken.looksLike(secret) ? bootstrapped(secret) : tokens.actorOf(secret);
  }

  private Future<@Nullable Actor> bootstrapped(Secret secret) {
    return vertx
        .executeBlocking(() -> bootstrap.matches(secret, clock.getAsLong()))
        .compose(
            matches -> {
              if (!matches) {
                return Future.succeededFuture(null);
              }
              if (BootstrapToken.recovers(secret)) {
                return Future.succeededFuture(administrator("recovery"));
              }
              return tokens
                  .administratorExists()
                  .map(exists -> exists ? null : administrator("bootstrap"));
            });
  }

  private static Actor administrator(String name) {
    return new Actor(name, Role.SYSTEM_ADMIN, null);
  }
}
