package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Permission;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.access.Tokens;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Routes of API tokens. */
public final class TokenRoutes implements Routes {
  private static final Duration LIFE = Duration.ofDays(90);

  private final Tokens tokens;
  private final TokenBook book;
  private final LongSupplier clock;

  /**
   * @param tokens issues and revokes
   * @param book reads what was issued
   * @param clock epoch milliseconds
   */
  public TokenRoutes(Tokens tokens, TokenBook book, LongSupplier clock) {
    this.tokens = tokens;
    this.book = book;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getMe", this::me);
    operations.on("listTokens", this::list);
    operations.on("createToken", this::create);
    operations.on("revokeToken", this::revoke);
  }

  private Future<Reply> me(Request request) {
    return book.officeCode(request.actor())
        .map(
            office ->
                Reply.ok(
                    new JsonObject()
                        .put("name", request.actor().name())
                        .put("role", request.actor().role().word())
                        .put("office", office)
                        .put("permissions", permissions(request.actor()))));
  }

  private static JsonArray permissions(Actor actor) {
    JsonArray permissions = new JsonArray();
    for (Permission permission : Permission.values()) {
      if (actor.may(permission)) {
        permissions.add(permission.name().toLowerCase(Locale.ROOT));
      }
    }
    return permissions;
  }

  private Future<Reply> list(Request request) {
    return book.tokens(request.actor(), request.page()).map(Reply::page);
  }

  private Future<Reply> create(Request request) {
    JsonObject body = request.body();
    long now = clock.getAsLong();
    Long said = request.bodyTime("expires");
    long expires = said == null ? now + LIFE.toMillis() : said;
    if (expires <= now) {
      throw Refusal.invalid("body.expires", "must lie ahead");
    }
    String office = body.getString("office");
    Role role = Objects.requireNonNull(Role.of(body.getString("role")));
    refuseBeyond(request.actor(), role, office);
    return tokens
        .issue(request.actor(), new Tokens.Wanted(body.getString("name"), role, office, expires))
        .map(issued -> Found.orRefuse(issued, "there is no office " + office))
        .compose(
            issued ->
                found(request, issued.id())
                    .map(json -> Reply.created(json.put("secret", issued.secret().text()))));
  }

  private Future<Reply> revoke(Request request) {
    UUID id = UUID.fromString(request.path("token"));
    return tokens.revoke(request.actor(), id).compose(done -> found(request, id)).map(Reply::ok);
  }

  private Future<JsonObject> found(Request request, UUID id) {
    return book.token(request.actor(), id)
        .map(token -> Found.orRefuse(token, "there is no token " + id));
  }

  private static void refuseBeyond(Actor actor, Role role, @Nullable String office) {
    if (!actor.role().issues().contains(role)) {
      throw Refusal.forbidden(
          "a "
              + actor.role().word()
              + " issues tokens of the roles "
              + actor.role().issues().stream().map(Role::word).collect(Collectors.joining(", "))
              + ", and none of a "
              + role.word());
    }
    if (actor.office() != null && office == null) {
      throw Refusal.forbidden("this token sees one office alone and cannot issue one for all");
    }
  }
}
