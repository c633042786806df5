package cn.yizhan.edge;

import cn.yizhan.edge.hardware.HardwareSide;
import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.hardware.LocalEndpoint;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Listens to a station's hardware and does nothing else: nothing is reported, judged or switched.
 * For an installer who wants to know what there is, while the agent does not run.
 */
final class HardwareTrial implements HardwareSide {
  private static final int SAMPLE = 120;

  private final Dialects dialects;
  private final StationClock clock;
  private final Consumer<Said> listener;

  private HardwareTrial(Dialects dialects, LongSupplier wall, Consumer<Said> listener) {
    this.dialects = dialects;
    this.clock = new StationClock(wall::getAsLong);
    this.listener = listener;
  }

  /**
   * Begins to listen.
   *
   * @param address where hardware connects
   * @param dialects how it speaks
   * @param wall milliseconds since 1970 UTC
   * @param listener told of all that is heard, on one event loop
   * @return the endpoint, to be stopped in the end; fails when the address is in use
   */
  static Future<LocalEndpoint> start(
      Vertx vertx,
      LocalAddress address,
      Dialects dialects,
      LongSupplier wall,
      Consumer<Said> listener) {
    HardwareTrial trial = new HardwareTrial(dialects, wall, listener);
    Context context = vertx.getOrCreateContext();
    return Future.future(
        promise ->
            context.runOnContext(
                v -> LocalEndpoint.start(vertx, address, trial).onComplete(promise)));
  }

  @Override
  public Future<Taken> points(String device, byte[] pack) {
    String text = new String(pack, 0, Math.min(SAMPLE, pack.length), StandardCharsets.UTF_8);
    Said.Puzzle puzzle = new Said.Puzzle(Said.Why.UNKNOWN_DEVICE, device, "senml", text);
    listener.accept(new Said(List.of(), List.of(puzzle)));
    return Future.succeededFuture(Taken.WHOLE);
  }

  @Override
  public Future<Taken> publish(Publish publish) {
    listener.accept(dialects.read(publish, clock.now()));
    return Future.succeededFuture(Taken.WHOLE);
  }

  @Override
  public Future<Taken> reset(String device, byte[] order) {
    return Future.succeededFuture(Taken.REFUSED);
  }

  @Override
  public void joined(String device) {}

  @Override
  public void listening(Predicate<String> topics) {}

  @Override
  public void displayJoined() {}
}
