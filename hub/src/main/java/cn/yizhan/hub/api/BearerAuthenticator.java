package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Bearer;
import cn.yizhan.hub.access.Credentials;
import cn.yizhan.hub.access.Secret;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Knows the bearers of tokens. */
public final class BearerAuthenticator implements Authenticator {
  private final Credentials credentials;

  /**
   * @param credentials tells who is known by a token
   */
  public BearerAuthenticator(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public Future<@Nullable Actor> authenticate(HttpServerRequest request) {
    Secret secret = Bearer.parse(request.getHeader(HttpHeaders.AUTHORIZATION));
    return secret == null ? Future.succeededFuture(null) : credentials.bearer(secret);
  }
}
