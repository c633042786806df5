package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Secret;
import cn.yizhan.hub.api.Authentication;
import cn.yizhan.hub.console.Assets.Asset;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The pages, their files, signing in and out, and the stream of changes. Without a session every
 * page is the one that says how to get a link.
 */
public final class ConsolePages {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private final Assets assets;
  private final Admission admission;
  private final Doorstep doorstep;
  private final LiveFeed feed;

  /**
   * @param settings how the page is shown and entered
   * @param admission who is in
   * @param feed what changes
   */
  ConsolePages(Console.Settings settings, Admission admission, LiveFeed feed) {
    this.assets = Assets.load(settings.zone());
    this.doorstep = new Doorstep(settings.loginFrom());
    this.admission = admission;
    this.feed = feed;
  }

  /**
   * Mounts the routes; {@code /api/v1/live} must be authenticated before.
   *
   * @param router the hub's router
   */
  public void mount(Router router) {
    router.get("/").handler(context -> page(context, "index.html"));
    router.get("/alerts/:alert").handler(context -> page(context, "alert.html"));
    router.get("/console/:name").handler(this::part);
    router.get("/login").handler(this::login);
    router.post("/sign-out").handler(this::signOut);
    router
        .get("/api/v1/live")
        .handler(context -> feed.open(Authentication.actor(context), context.response()));
  }

  private void page(RoutingContext context, String name) {
    Secret session = SessionAuthenticator.session(context.request());
    if (session == null) {
      send(context, 200, "entry.html");
      return;
    }
    // while the database is away nobody can be checked: the page holds no data and says so
    admission
        .actorOf(session)
        .onComplete(
            actor -> send(context, 200, actor == null ? "entry.html" : name),
            unknown -> send(context, 200, name));
  }

  /**
   * The answer is a page that goes on to {@code /} by itself and no redirection: the browser sends
   * a strict cookie only with what a page of ours asks for, however the link was opened.
   */
  private void login(RoutingContext context) {
    HttpServerRequest request = context.request();
    String code = request.getParam("code");
    if (!doorstep.admits(request)) {
      send(context, 403, "used.html");
      return;
    }
    Future<@Nullable Secret> entered =
        code == null ? Future.succeededFuture(null) : admission.enter(new Secret(code));
    entered.onSuccess(session -> welcome(context, session)).onFailure(context::fail);
  }

  private void welcome(RoutingContext context, @Nullable Secret session) {
    if (session == null) {
      send(context, 410, "used.html");
      return;
    }
    boolean secure = "https".equals(context.request().getHeader("X-Forwarded-Proto"));
    context.response().addCookie(SessionAuthenticator.cookie(session, secure));
    send(context, 200, "welcome.html");
  }

  private void signOut(RoutingContext context) {
    Secret session = SessionAuthenticator.session(context.request());
    if (!Origin.ours(context.request())) {
      context.response().setStatusCode(403).end();
      return;
    }
    if (session != null) {
      admission.leave(session);
    }
    context.response().addCookie(SessionAuthenticator.noCookie()).setStatusCode(204).end();
  }

  private void send(RoutingContext context, int status, String name) {
    Cookie chosen = context.request().getCookie(PageLanguage.COOKIE);
    PageLanguage language =
        PageLanguage.of(
            chosen == null ? null : chosen.getValue(),
            context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    Asset asset = assets.page(name, language);
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", asset.type())
        .putHeader("Content-Language", language.tag())
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Cache-Control", "no-store")
        .end(asset.body());
  }

  private void part(RoutingContext context) {
    Asset asset = assets.part(context.pathParam("name"));
    if (asset == null) {
      context.fail(404);
      return;
    }
    HttpServerResponse response =
        context
            .response()
            .putHeader("ETag", asset.tag())
            .putHeader("Content-Security-Policy", POLICY)
            .putHeader("Cache-Control", "no-cache");
    if (asset.tag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
    } else {
      response.putHeader("Content-Type", asset.type()).end(asset.body());
    }
  }
}
