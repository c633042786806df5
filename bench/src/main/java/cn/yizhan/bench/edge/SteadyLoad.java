package cn.yizhan.bench.edge;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Ten plugs that report their four points once a second each, at one pace. */
final class SteadyLoad implements AutoCloseable {
  private static final long SECOND_MS = 1000;

  private final Vertx vertx;
  private final List<BenchPlug> plugs = new ArrayList<>();
  private final AtomicLong seconds = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final long timer;

  /** Connects the plugs and begins. */
  SteadyLoad(Vertx vertx, int port) {
    this.vertx = vertx;
    for (int bay = 1; bay <= BenchStation.BAYS; bay++) {
      plugs.add(BenchPlug.connect(vertx, "steady-" + bay, port, (topic, content) -> {}));
    }
    this.timer = vertx.setPeriodic(SECOND_MS, id -> report());
  }

  private void report() {
    long second = seconds.incrementAndGet();
    for (int bay = 1; bay <= plugs.size(); bay++) {
      plugs
          .get(bay - 1)
          .points(BenchStation.pack(bay, second))
          .onSuccess(done -> acknowledged.incrementAndGet());
    }
  }

  /** Publishes acknowledged so far. */
  long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
    plugs.forEach(BenchPlug::close);
  }
}
