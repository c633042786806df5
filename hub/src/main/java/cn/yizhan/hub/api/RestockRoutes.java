package cn.yizhan.hub.api;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Routes of reported restocks. */
public final class RestockRoutes implements Routes {
  private static final Duration OLDEST = Duration.ofDays(7);

  /** So far ahead a clock may be that has just been read. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final RestockBook book;
  private final LongSupplier clock;

  /**
   * @param book the reports
   * @param clock epoch milliseconds
   */
  public RestockRoutes(RestockBook book, LongSupplier clock) {
    this.book = book;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("createRestock", this::create);
    operations.on("listRestocks", this::list);
    operations.on("withdrawRestock", this::withdraw);
  }

  private Future<Reply> create(Request request) {
    JsonObject body = request.body();
    String station = request.path("station");
    NewRestock restock =
        new NewRestock(
            UUID.randomUUID(),
            request.path("item"),
            at(request),
            body.getDouble("amount"),
            date(body.getString("expires")),
            body.getString("photo"),
            body.getString("note"));
    return book.report(request.actor(), station, restock)
        .compose(
            outcome ->
                switch (outcome) {
                  case KEPT -> found(request, restock.id()).map(Reply::created);
                  case MISSING ->
                      Future.failedFuture(Refusal.notFound(StationRoutes.missing(station)));
                  case NO_ITEM ->
                      Future.failedFuture(
                          Refusal.notFound("the station has no item " + restock.item()));
                  case NO_PHOTO ->
                      Future.failedFuture(
                          Refusal.invalid(
                              "body.photo", "the station has no such photo; send it first"));
                });
  }

  private long at(Request request) {
    long now = clock.getAsLong();
    Long said = request.bodyTime("at");
    if (said == null) {
      return now;
    }
    if (said > now + AHEAD.toMillis() || said < now - OLDEST.toMillis()) {
      throw Refusal.invalid("body.at", "must not lie ahead, nor more than 7 days back");
    }
    return Math.min(said, now);
  }

  private static @Nullable LocalDate date(@Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.invalid("body.expires", "expected a date like 2027-03-31");
    }
  }

  private Future<Reply> list(Request request) {
    String station = request.path("station");
    return book.restocks(request.actor(), station, request.flag("open"), request.page())
        .map(page -> Reply.page(Found.orRefuse(page, StationRoutes.missing(station))));
  }

  private Future<Reply> withdraw(Request request) {
    UUID id = UUID.fromString(request.path("restock"));
    return book.withdraw(request.actor(), request.path("station"), id)
        .compose(
            done -> {
              Found.orRefuse(done ? done : null, missing(id));
              return found(request, id).map(Reply::ok);
            });
  }

  private Future<JsonObject> found(Request request, UUID id) {
    return book.restock(request.actor(), request.path("station"), id)
        .map(restock -> Found.orRefuse(restock, missing(id)));
  }

  private static String missing(UUID id) {
    return "there is no report of a restock " + id;
  }
}
