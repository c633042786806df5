package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.protocol.point.PointCatalogue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells every listening page what changes. The database is read about once a second for each office
 * that somebody listens for, and not at all while nobody listens.
 */
public final class LiveFeed {
  private static final long PERIOD_MS = 700;
  private static final int MOST_STREAMS = 200;
  private static final int ALL_OFFICES = 0;

  private final Vertx vertx;
  private final Context context;
  private final OverviewSource source;
  private final LongSupplier clock;
  private final OverviewMaker maker = new OverviewMaker(PointCatalogue.standard());
  private final Map<Integer, LiveChannel> channels = new HashMap<>();
  private int streams;
  private volatile long timer = -1;

  /**
   * @param source where the overview is read from
   * @param clock epoch milliseconds
   */
  public LiveFeed(Vertx vertx, OverviewSource source, LongSupplier clock) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.source = source;
    this.clock = clock;
  }

  /** The overview as it is now, for that actor. */
  Future<JsonObject> overview(Actor actor) {
    return source
        .read(actor, 0)
        .map(snapshot -> OverviewJson.of(maker.overview(snapshot, clock.getAsLong())));
  }

  /** Answers with the stream of what that actor sees; 503 when too many listen already. */
  void open(Actor actor, HttpServerResponse response) {
    context.runOnContext(ignored -> listen(actor, response));
  }

  /** True while nobody listens, so that nothing is read. */
  boolean idle() {
    return timer < 0;
  }

  /** Ends all streams. */
  public Future<Void> close() {
    return Future.future(
        closed ->
            context.runOnContext(
                ignored -> {
                  channels.values().forEach(LiveChannel::end);
                  channels.clear();
                  streams = 0;
                  stopReading();
                  closed.complete();
                }));
  }

  private void listen(Actor actor, HttpServerResponse response) {
    if (response.closed()) {
      return;
    }
    if (streams >= MOST_STREAMS) {
      response.setStatusCode(503).putHeader("Retry-After", "10").end();
      return;
    }
    streams++;
    long now = clock.getAsLong();
    int office = actor.office() == null ? ALL_OFFICES : actor.office();
    LiveChannel channel =
        channels.computeIfAbsent(
            office, key -> new LiveChannel(source, maker, actor.office(), now));
    LiveStream stream = new LiveStream(response, now);
    response.exceptionHandler(failure -> {});
    response.closeHandler(
        closed -> context.runOnContext(ignored -> leave(office, channel, stream)));
    response.endHandler(ended -> context.runOnContext(ignored -> leave(office, channel, stream)));
    channel.join(stream, now);
    channel.tick(now);
    if (timer < 0) {
      timer = vertx.setPeriodic(PERIOD_MS, ignored -> tick());
    }
  }

  private void tick() {
    long now = clock.getAsLong();
    channels.values().forEach(channel -> channel.tick(now));
  }

  private void leave(int office, LiveChannel channel, LiveStream stream) {
    if (!channel.leave(stream)) {
      return;
    }
    streams--;
    if (channel.empty()) {
      channels.remove(office, channel);
    }
    if (channels.isEmpty()) {
      stopReading();
    }
  }

  private void stopReading() {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }
}
