package cn.yizhan.bench.edge;

import cn.yizhan.bench.figures.Latencies;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A backlog on its way to the hub, and events that are raised meanwhile: from publishing at the
 * hardware to the hub's acknowledgement.
 */
final class Drain {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long EVENT_EVERY_MS = 20;
  private static final int MOST_ROUNDS = 100_000;

  private final LoopbackHub hub;
  private final int reports;
  private final Map<Long, Long> raised = new ConcurrentHashMap<>();
  private final AtomicLong raisedSoFar = new AtomicLong();
  private final Latencies events = new Latencies();
  private volatile boolean begun;
  private volatile long drainedAt;

  /**
   * What was measured.
   *
   * @param seconds from the ready line to the last acknowledgement
   * @param events latency of the events raised meanwhile
   * @param reactions from dangerous reading to order meanwhile
   */
  record Figures(double seconds, Latencies events, Latencies reactions) {}

  /**
   * A drain that has not begun.
   *
   * @param hub where it goes
   * @param reports how many reports wait in the journal
   */
  Drain(LoopbackHub hub, int reports) {
    this.hub = hub;
    this.reports = reports;
    hub.onCounter(this::acknowledged);
    hub.onTelemetry(this::taken);
  }

  private void taken(long count) {
    begun = true;
    if (count == reports) {
      drainedAt = System.nanoTime();
    }
  }

  private boolean drained() {
    hub.telemetry();
    return drainedAt != 0;
  }

  private void acknowledged(long number) {
    Long at = raised.remove(number);
    if (at != null) {
      events.add(System.nanoTime() - at);
    }
  }

  /** Follows an agent that has just become ready until all is drained. */
  Figures follow(Vertx vertx, AgentUnderTest agent) {
    long ready = System.nanoTime();
    BenchPlug raiser = BenchPlug.connect(vertx, "counter", agent.port(), (topic, content) -> {});
    Latencies reactions;
    try (Reaction reaction = new Reaction(vertx, agent.port())) {
      Waits.until("the first report comes", PATIENCE, () -> begun);
      long timer = vertx.setPeriodic(EVENT_EVERY_MS, id -> raise(raiser));
      reactions = reaction.heat(MOST_ROUNDS, () -> !drained());
      vertx.cancelTimer(timer);
    }
    Waits.until("all is drained", LONGEST, this::drained);
    Waits.until("all events are acknowledged", PATIENCE, raised::isEmpty);
    raiser.close();
    return new Figures((drainedAt - ready) / 1e9, events, reactions);
  }

  private void raise(BenchPlug raiser) {
    long number = raisedSoFar.incrementAndGet();
    raised.put(number, System.nanoTime());
    raiser.points("[{\"n\":\"" + BenchStation.COUNTER + "\",\"v\":" + number + "}]");
  }
}
