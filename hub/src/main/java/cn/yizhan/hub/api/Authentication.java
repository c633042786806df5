package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets a request pass that one of the authenticators knows, and remembers whose it is. */
public final class Authentication implements Handler<RoutingContext> {
  private static final String ACTOR = Actor.class.getName();

  private final List<Authenticator> authenticators;

  /**
   * @param authenticators asked in this order
   */
  public Authentication(List<Authenticator> authenticators) {
    this.authenticators = List.copyOf(authenticators);
  }

  /** Who makes a request that has passed. */
  public static Actor actor(RoutingContext context) {
    return Objects.requireNonNull(context.<Actor>get(ACTOR), "the route is not authenticated");
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    request.pause();
    authenticate(request, 0)
        .onComplete(
            actor -> {
              if (actor == null) {
                context.response().putHeader("WWW-Authenticate", "Bearer");
                context.fail(new Refusal(Problem.of(Problem.Sort.UNAUTHENTICATED)));
              } else {
                context.put(ACTOR, actor.from(address(request)));
                context.next();
              }
              // Not before: what reads the body is to be there when it flows again.
              request.resume();
            },
            failure -> {
              context.fail(failure);
              request.resume();
            });
  }

  private Future<@Nullable Actor> authenticate(HttpServerRequest request, int from) {
    if (from == authenticators.size()) {
      return Future.succeededFuture(null);
    }
    return authenticators
        .get(from)
        .authenticate(request)
        .compose(
            actor ->
                actor == null ? authenticate(request, from + 1) : Future.succeededFuture(actor));
  }

  private static @Nullable String address(HttpServerRequest request) {
    return request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
  }
}
