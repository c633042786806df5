package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Counters of ingest; labels are our own words, never a client's. */
final class IngestMeters {
  private final MeterRegistry registry;
  private final Map<Tally.Outcome, Map<Kind, Counter>> messages =
      new EnumMap<>(Tally.Outcome.class);
  private final Map<Tally.Outcome, Counter> samples = new EnumMap<>(Tally.Outcome.class);
  private final Map<Kind, Counter> discarded = new EnumMap<>(Kind.class);
  private final Counter failed;
  private final DistributionSummary batchMessages;
  private final Timer batchSeconds;

  IngestMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Tally.Outcome outcome : Tally.Outcome.values()) {
      String word = outcome.name().toLowerCase(Locale.ROOT);
      Map<Kind, Counter> byKind = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        if (kind.up()) {
          byKind.put(kind, message(kind, word));
        }
      }
      messages.put(outcome, byKind);
      samples.put(outcome, registry.counter("yizhan.samples", "outcome", word));
    }
    for (Kind kind : Kind.values()) {
      if (kind.up()) {
        discarded.put(kind, message(kind, "discarded"));
      }
    }
    failed = registry.counter("yizhan.batches", "outcome", "failed");
    batchMessages =
        DistributionSummary.builder("yizhan.batch.messages")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    batchSeconds =
        Timer.builder("yizhan.batch.seconds")
            .publishPercentiles(0.5, 0.99)
            .distributionStatisticExpiry(Duration.ofMinutes(1))
            .register(registry);
  }

  private Counter message(Kind kind, String outcome) {
    return registry.counter("yizhan.messages", "kind", kind.word(), "outcome", outcome);
  }

  /** Shows how many messages wait for their acknowledgement and how many stations are connected. */
  void watch(Supplier<Number> unacknowledged, Supplier<Number> connections) {
    Gauge.builder("yizhan.unacknowledged", unacknowledged).register(registry);
    Gauge.builder("yizhan.connections", connections).register(registry);
  }

  void settled(Tally tally) {
    tally
        .messages()
        .forEach(
            (outcome, kinds) ->
                kinds.forEach((kind, count) -> add(messages, outcome, kind, count)));
    tally
        .samples()
        .forEach(
            (outcome, count) -> {
              Counter counter = samples.get(outcome);
              if (counter != null) {
                counter.increment(count);
              }
            });
  }

  private static void add(
      Map<Tally.Outcome, Map<Kind, Counter>> counters,
      Tally.Outcome outcome,
      Kind kind,
      int count) {
    Counter counter = counters.getOrDefault(outcome, Map.of()).get(kind);
    if (counter != null) {
      counter.increment(count);
    }
  }

  void discarded(Kind kind) {
    Counter counter = discarded.get(kind);
    if (counter != null) {
      counter.increment();
    }
  }

  void failed() {
    failed.increment();
  }

  void batch(int messageCount, long nanos) {
    batchMessages.record(messageCount);
    batchSeconds.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts a connection that was refused or closed for a fault of the other end. */
  void fault(Fault fault) {
    registry.counter("yizhan.connection.faults", "fault", fault.word()).increment();
  }

  /** Faults of the other end that end a connection or an attempt at one. */
  enum Fault {
    CREDENTIALS,
    BACKOFF,
    PROTOCOL,
    TOPIC,
    SUBSCRIPTION,
    MALFORMED,
    SILENT,
    UNREAD,
    CROWDED,
    DISABLED,
    TIMEOUT;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
      return word;
    }
  }
}
