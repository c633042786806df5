package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Secret;
import cn.yizhan.hub.api.Authenticator;
import cn.yizhan.hub.api.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Knows people by the cookie of their session, and refuses what another page makes them send. */
public final class SessionAuthenticator implements Authenticator {
  private static final String COOKIE = "yizhan-session";

  private final Admission admission;

  /**
   * @param admission who is in
   */
  public SessionAuthenticator(Admission admission) {
    this.admission = admission;
  }

  @Override
  public Future<@Nullable Actor> authenticate(HttpServerRequest request) {
    Secret session = session(request);
    if (session == null) {
      return Future.succeededFuture(null);
    }
    return admission
        .actorOf(session)
        .map(
            actor -> {
              if (actor != null && !Origin.ours(request)) {
                throw Refusal.forbidden("the request was not made by a page of this hub");
              }
              return actor;
            });
  }

  /** The session whose cookie the request carries, or null. */
  static @Nullable Secret session(HttpServerRequest request) {
    Cookie cookie = request.getCookie(COOKIE);
    return cookie == null ? null : new Secret(cookie.getValue());
  }

  /** The cookie of a session; sent back by pages of this hub alone and not shown to scripts. */
  static Cookie cookie(Secret session, boolean secure) {
    return Cookie.cookie(COOKIE, session.text())
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(Admission.SESSION_LIFE.toSeconds());
  }

  /** The cookie that makes the browser forget the session. */
  static Cookie noCookie() {
    return Cookie.cookie(COOKIE, "")
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setMaxAge(0);
  }
}
