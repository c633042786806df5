package cn.yizhan.hub.api;

import cn.yizhan.hub.api.WiringBook.BayWiring;
import cn.yizhan.hub.api.WiringBook.Outcome;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Routes of changes to a station's wiring. */
public final class WiringRoutes implements Routes {
  private final WiringBook book;
  private final Registry registry;
  private final Runnable changed;

  /**
   * @param book the wiring
   * @param registry shows the stations
   * @param changed told after a change, so that connected stations are told at once
   */
  public WiringRoutes(WiringBook book, Registry registry, Runnable changed) {
    this.book = book;
    this.registry = registry;
    this.changed = changed;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("changeStation", this::station);
    operations.on("changeBay", this::bay);
  }

  private Future<Reply> station(Request request) {
    return book.breaker(
            request.actor(),
            request.path("station"),
            request.body().getDouble("breaker"),
            expected(request))
        .compose(outcome -> answer(request, outcome));
  }

  private Future<Reply> bay(Request request) {
    JsonObject body = request.body();
    BayWiring wiring = new BayWiring(body.getBoolean("low"), body.getBoolean("circuit"));
    return book.bay(
            request.actor(),
            request.path("station"),
            Math.toIntExact(request.pathNumber("bay")),
            wiring,
            expected(request))
        .compose(outcome -> answer(request, outcome));
  }

  private Future<Reply> answer(Request request, Outcome outcome) {
    String code = request.path("station");
    return switch (outcome) {
      case DONE -> {
        changed.run();
        yield registry
            .station(request.actor(), code)
            .map(
                station ->
                    StationRoutes.tagged(Found.orRefuse(station, StationRoutes.missing(code))));
      }
      case MISSING -> Future.failedFuture(Refusal.notFound(StationRoutes.missing(code)));
      case NO_BAY ->
          Future.failedFuture(Refusal.notFound("there is no bay " + request.pathNumber("bay")));
      case STALE -> Future.failedFuture(new Refusal(Problem.of(Problem.Sort.STALE)));
    };
  }

  private static @Nullable Long expected(Request request) {
    Integer revision = AlertRoutes.revision(request.header("If-Match"));
    return revision == null ? null : Long.valueOf(revision);
  }
}
