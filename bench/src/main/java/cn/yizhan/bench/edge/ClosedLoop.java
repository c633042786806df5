package cn.yizhan.bench.edge;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Plugs that publish the next message as soon as one of theirs is acknowledged: how many an agent
 * takes, all of them on its disk.
 */
final class ClosedLoop implements AutoCloseable {
  private static final int PLUGS = 8;
  private static final int WINDOW = 64;

  private final List<BenchPlug> plugs = new ArrayList<>();
  private final AtomicLong numbers = new AtomicLong();

  /** Connects the plugs. */
  ClosedLoop(Vertx vertx, int port) {
    for (int plug = 1; plug <= PLUGS; plug++) {
      plugs.add(BenchPlug.connect(vertx, "loop-" + plug, port, (topic, content) -> {}));
    }
  }

  /**
   * Publishes for that long, after a fifth of that without counting.
   *
   * @param content the message of that number; numbers rise
   * @return messages acknowledged a second
   */
  double rate(Duration length, LongFunction<String> content) {
    AtomicLong acknowledged = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    for (BenchPlug plug : plugs) {
      for (int i = 0; i < WINDOW; i++) {
        next(plug, content, acknowledged, over);
      }
    }
    Waits.pause(length.toMillis() / 5);
    long before = acknowledged.get();
    long began = System.nanoTime();
    Waits.pause(length.toMillis());
    double rate = (acknowledged.get() - before) / ((System.nanoTime() - began) / 1e9);
    over.set(true);
    return rate;
  }

  private void next(
      BenchPlug plug, LongFunction<String> content, AtomicLong acknowledged, AtomicBoolean over) {
    if (!over.get()) {
      plug.points(content.apply(numbers.incrementAndGet()))
          .onSuccess(
              done -> {
                acknowledged.incrementAndGet();
                next(plug, content, acknowledged, over);
              });
    }
  }

  @Override
  public void close() {
    plugs.forEach(BenchPlug::close);
  }
}
