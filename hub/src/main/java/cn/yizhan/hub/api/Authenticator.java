package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** A way to tell who makes a request. */
public interface Authenticator {

  /**
   * Whose credentials the request carries.
   *
   * @return the actor; null when the request carries none of this sort, or such as are not valid.
   *     Fails with {@link Unavailable} when that cannot be told now.
   */
  Future<@Nullable Actor> authenticate(HttpServerRequest request);
}
