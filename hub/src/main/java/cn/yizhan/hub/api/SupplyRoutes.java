package cn.yizhan.hub.api;

import cn.yizhan.hub.api.SupplyBook.Counted;
import cn.yizhan.hub.api.SupplyBook.NewCount;
import cn.yizhan.hub.api.SupplyBook.Put;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Routes of the register of supplies and of what people count. */
public final class SupplyRoutes implements Routes {
  /** How far a telephone's clock may be ahead of the hub's; the same as a station's. */
  private static final long AHEAD = Duration.ofMinutes(2).toMillis();

  /** How late a count may be handed in, like a station's readings. */
  private static final long OLDEST = Duration.ofDays(7).toMillis();

  private final SupplyBook book;
  private final Runnable changed;
  private final LongSupplier clock;

  /**
   * @param book the supplies
   * @param changed told after an item has changed, so that it is judged by that at once
   * @param clock the hub's clock, epoch milliseconds
   */
  public SupplyRoutes(SupplyBook book, Runnable changed, LongSupplier clock) {
    this.book = book;
    this.changed = changed;
    this.clock = clock;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listSupplies", request -> supplies(request).map(Reply::page));
    operations.on("putItem", this::put);
    operations.on("createCount", this::count);
    operations.on("listCounts", this::counts);
  }

  private Future<Page> supplies(Request request) {
    String station = request.path("station");
    return book.supplies(request.actor(), station)
        .map(page -> Found.orRefuse(page, StationRoutes.missing(station)));
  }

  private Future<Reply> put(Request request) {
    String station = request.path("station");
    NewItem item = NewItem.read(request.body(), request.path("item"), "body");
    return book.put(request.actor(), station, item)
        .compose(
            put -> {
              if (put == Put.MISSING) {
                return Future.failedFuture(Refusal.notFound(StationRoutes.missing(station)));
              }
              changed.run();
              return supplies(request)
                  .map(page -> shown(page, item.item().code()))
                  .map(shown -> put == Put.ADDED ? Reply.created(shown) : Reply.ok(shown));
            });
  }

  private static JsonObject shown(Page page, String item) {
    return page.items().stream()
        .filter(each -> item.equals(each.getString("item")))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("there is no item " + item));
  }

  private Future<Reply> count(Request request) {
    JsonObject body = request.body();
    NewCount count =
        new NewCount(
            body.getDouble("level"),
            time(request),
            NewItem.date(body.getString("expires"), "body.expires"),
            body.getString("photo"),
            body.getString("note"));
    return book.count(request.actor(), request.path("station"), request.path("item"), count)
        .map(
            counted -> {
              if (counted instanceof Counted.Kept kept) {
                return Reply.created(kept.count());
              }
              if (counted instanceof Counted.TooMuch much) {
                throw Refusal.invalid(
                    "body.level", "expected at most ten times the item's capacity, " + much.most());
              }
              throw counted instanceof Counted.NoPhoto
                  ? Refusal.invalid("body.photo", "the station has no photo of this digest")
                  : Refusal.notFound(missing(request));
            });
  }

  private long time(Request request) {
    Long said = request.bodyTime("at");
    long now = clock.getAsLong();
    if (said == null) {
      return now;
    }
    if (said > now + AHEAD || said < now - OLDEST) {
      throw Refusal.invalid("body.at", "expected a time of the last 7 days");
    }
    return said;
  }

  private Future<Reply> counts(Request request) {
    return book.counts(
            request.actor(), request.path("station"), request.path("item"), request.page())
        .map(page -> Reply.page(Found.orRefuse(page, missing(request))));
  }

  private static String missing(Request request) {
    return "there is no item " + request.path("item") + " at " + request.path("station");
  }
}
