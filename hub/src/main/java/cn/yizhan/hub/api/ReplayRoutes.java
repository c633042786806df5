package cn.yizhan.hub.api;

import cn.yizhan.hub.notify.Replays;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;

/** Routes for sending notifications again. */
public final class ReplayRoutes implements Routes {
  private final Replays replays;

  /**
   * @param replays sends again
   */
  public ReplayRoutes(Replays replays) {
    this.replays = replays;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("replayDelivery", this::one);
    operations.on("replayEndpoint", this::givenUp);
  }

  private Future<Reply> one(Request request) {
    String id = request.path("delivery");
    return replays
        .one(request.actor(), id)
        .compose(
            outcome ->
                switch (outcome) {
                  case QUEUED ->
                      Future.succeededFuture(
                          new Reply(202, new JsonObject().put("id", id), Map.of()));
                  case MISSING ->
                      Future.failedFuture(Refusal.notFound("there is no delivery " + id));
                  case WAITING -> conflict("it has not been given up: its next try is still due");
                  case DISABLED -> conflict("its endpoint is disabled");
                });
  }

  private static Future<Reply> conflict(String why) {
    return Future.failedFuture(new Refusal(Problem.of(Problem.Sort.CONFLICT, why)));
  }

  private Future<Reply> givenUp(Request request) {
    UUID endpoint = UUID.fromString(request.path("endpoint"));
    Long from = request.bodyTime("from");
    Long to = request.bodyTime("to");
    if (from == null || to == null || from >= to) {
      return Future.failedFuture(Refusal.invalid("body.to", "must be later than from"));
    }
    return replays
        .givenUp(request.actor(), endpoint, new Replays.Range(from, to))
        .map(
            queued ->
                new Reply(
                    202,
                    new JsonObject()
                        .put(
                            "queued",
                            Found.orRefuse(queued, "there is no enabled endpoint " + endpoint)),
                    Map.of()));
  }
}
