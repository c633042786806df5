package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Kind;
import java.util.EnumMap;
import java.util.Map;

/** Counts of what became of messages, added to the metrics once they are durable. */
final class Tally {
  private final Map<Outcome, Map<Kind, Integer>> messages = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Integer> samples = new EnumMap<>(Outcome.class);

  /** What can become of a message. */
  enum Outcome {
    STORED,
    DUPLICATE,
    REJECTED
  }

  void stored(Prepared prepared, int readings) {
    count(prepared, prepared.fault() == null ? Outcome.STORED : Outcome.REJECTED);
    samples.merge(Outcome.STORED, readings, Integer::sum);
  }

  void duplicate(Prepared prepared) {
    count(prepared, Outcome.DUPLICATE);
    TimePolicy.Placed placed = prepared.placed();
    samples.merge(Outcome.DUPLICATE, placed == null ? 0 : placed.readings().size(), Integer::sum);
  }

  void refused(Prepared prepared) {
    count(prepared, Outcome.REJECTED);
  }

  void refusedRecords(int records) {
    samples.merge(Outcome.REJECTED, records, Integer::sum);
  }

  private void count(Prepared prepared, Outcome outcome) {
    messages
        .computeIfAbsent(outcome, key -> new EnumMap<>(Kind.class))
        .merge(prepared.inbound().kind(), 1, Integer::sum);
  }

  /** Samples by outcome. */
  Map<Outcome, Integer> samples() {
    return samples;
  }

  /** Messages by outcome and kind. */
  Map<Outcome, Map<Kind, Integer>> messages() {
    return messages;
  }
}
