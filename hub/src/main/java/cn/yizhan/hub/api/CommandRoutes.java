package cn.yizhan.hub.api;

import cn.yizhan.protocol.message.CommandType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Routes of orders to stations. */
public final class CommandRoutes implements Routes {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final String NOTE = "note";

  private final CommandBook book;
  private final Runnable queued;
  private final LongSupplier clock;

  /**
   * @param book the orders
   * @param queued told after an order was taken on, so that it leaves at once
   * @param clock epoch milliseconds
   */
  public CommandRoutes(CommandBook book, Runnable queued, LongSupplier clock) {
    this.book = book;
    this.queued = queued;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("createCommand", this::create);
    operations.on("listCommands", this::list);
    operations.on("getCommand", request -> found(request, request.path("command")).map(Reply::ok));
  }

  private Future<Reply> list(Request request) {
    String station = request.path("station");
    return book.commands(request.actor(), station, request.query("state"), request.page())
        .map(page -> Reply.page(Found.orRefuse(page, StationRoutes.missing(station))));
  }

  private Future<Reply> create(Request request) {
    JsonObject body = request.body();
    CommandType type = Objects.requireNonNull(CommandType.of(body.getString("type")));
    String target = body.getString("target");
    if (!type.takes(target)) {
      throw Refusal.invalid("body.target", type.expected());
    }
    NewCommand command =
        new NewCommand(
            UUID.randomUUID().toString(),
            type,
            target,
            args(type, body.getJsonObject("args", new JsonObject())),
            expires(request),
            repeat(request));
    return book.order(request.actor(), request.path("station"), command, CommandType.bayOf(target))
        .compose(
            answer ->
                switch (answer.outcome()) {
                  case QUEUED, REPEATED -> {
                    queued.run();
                    yield found(request, answer.id()).map(Reply::accepted);
                  }
                  case KEY_REUSED ->
                      Future.failedFuture(new Refusal(Problem.of(Problem.Sort.KEY_REUSED)));
                  case MISSING ->
                      Future.failedFuture(
                          Refusal.notFound(StationRoutes.missing(request.path("station"))));
                  case NO_BAY ->
                      Future.failedFuture(
                          Refusal.invalid("body.target", "the station has no such bay"));
                });
  }

  /*
   * The header is a string as RFC 9651 writes one, in quotes; many clients leave them out. The
   * digest is of what the body means: neither its spaces nor the order of its members count.
   */
  private static NewCommand.@Nullable Repeat repeat(Request request) {
    String key = request.header("Idempotency-Key");
    return key == null
        ? null
        : new NewCommand.Repeat(
            key.replace("\"", ""), Buffer.buffer(sha256(sorted(request.body()).encode())));
  }

  private static JsonObject sorted(JsonObject json) {
    Map<String, Object> members = new TreeMap<>(json.getMap());
    members.replaceAll(
        (name, value) ->
            value instanceof JsonObject inner
                ? sorted(inner)
                : value instanceof Map ? sorted(json.getJsonObject(name)) : value);
    return new JsonObject(new LinkedHashMap<>(members));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java machine has SHA-256", e);
    }
  }

  private static Map<String, Object> args(CommandType type, JsonObject given) {
    Map<String, Object> args = new HashMap<>();
    for (String name : given.fieldNames()) {
      Object value = given.getValue(name);
      String place = "body.args." + name;
      if (name.equals(NOTE)) {
        if (!(value instanceof String)) {
          throw Refusal.invalid(place, "expected a text");
        }
      } else if (name.equals(CommandType.MINUTES) && type == CommandType.TEST_MODE) {
        if (!(value instanceof Integer minutes)
            || minutes < 0
            || minutes > CommandType.MOST_MINUTES) {
          throw Refusal.invalid(place, "expected 0 to " + CommandType.MOST_MINUTES);
        }
      } else {
        throw Refusal.invalid(place, "is not an argument of " + type.word());
      }
      args.put(name, value);
    }
    return args;
  }

  private long expires(Request request) {
    long now = clock.getAsLong();
    Long said = request.bodyTime("expires");
    long expires = said == null ? now + LIFE.toMillis() : said;
    if (expires <= now || expires > now + LONGEST.toMillis()) {
      throw Refusal.invalid("body.expires", "must lie ahead, at most 24 hours");
    }
    return expires;
  }

  private Future<JsonObject> found(Request request, String id) {
    return book.command(request.actor(), request.path("station"), id)
        .map(command -> Found.orRefuse(command, "there is no command " + id));
  }
}
