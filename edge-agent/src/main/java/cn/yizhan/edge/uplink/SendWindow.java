package cn.yizhan.edge.uplink;

import cn.yizhan.protocol.Lane;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What one connection has sent and not seen acknowledged. Pure.
 *
 * <p>Numbers are sent once per connection, in order. A lane has come as far as everything before is
 * acknowledged too, whatever order the acknowledgements come in.
 */
final class SendWindow {
  /** Messages unacknowledged at most. */
  static final int SIZE = 64;

  /** Of these, so many are kept free for the event lane. */
  static final int EVENTS_ONLY = 16;

  /** Numbers sent ahead of the first unacknowledged one at most. */
  private static final int SPAN = 4 * SIZE;

  private record Sent(Lane lane, long seq, long at) {}

  private final Map<Integer, Sent> inFlight = new HashMap<>();
  private final Map<Lane, TreeSet<Long>> ahead = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> acknowledged = new EnumMap<>(Lane.class);
  private final Map<Lane, Long> sent = new EnumMap<>(Lane.class);
  private int reserved;

  /**
   * Nothing sent yet.
   *
   * @param acknowledged per lane the highest number acknowledged on earlier connections
   */
  SendWindow(Map<Lane, Long> acknowledged) {
    for (Lane lane : Lane.values()) {
      long start = acknowledged.getOrDefault(lane, 0L);
      this.acknowledged.put(lane, start);
      this.sent.put(lane, start);
      this.ahead.put(lane, new TreeSet<>());
    }
  }

  /** How many messages of the lane may be sent now. */
  int room(Lane lane) {
    int size = lane == Lane.EVENT ? SIZE : SIZE - EVENTS_ONLY;
    return ahead.getOrDefault(lane, new TreeSet<>()).size() > SPAN
        ? 0
        : Math.max(0, size - inFlight.size() - reserved);
  }

  /**
   * Keeps room for messages of the lane that are being read.
   *
   * @param most how many are wanted
   * @return how many may come, to be given to {@link #release} before they are sent
   */
  int reserve(Lane lane, int most) {
    int granted = Math.min(most, room(lane));
    reserved += granted;
    return granted;
  }

  /** What was reserved has been read. */
  void release(int granted) {
    reserved -= granted;
  }

  /** The least number of the lane that this connection has not sent. */
  long next(Lane lane) {
    return sent(lane) + 1;
  }

  /** The greatest number of the lane that this connection, or one before it, has sent. */
  long sent(Lane lane) {
    return sent.getOrDefault(lane, 0L);
  }

  /** {@link #sent(Lane)} of each lane. */
  Map<Lane, Long> sent() {
    return Map.copyOf(sent);
  }

  /** {@link #acknowledged(Lane)} of each lane. */
  Map<Lane, Long> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** The greatest number of the lane up to which all are acknowledged. */
  long acknowledged(Lane lane) {
    return acknowledged.getOrDefault(lane, 0L);
  }

  /**
   * A message is on its way.
   *
   * @param packet its packet identifier
   * @param at when it was sent, ms of a clock that only rises
   */
  void sent(int packet, Lane lane, long seq, long at) {
    inFlight.put(packet, new Sent(lane, seq, at));
    long before = sent(lane);
    // Numbers passed over have no record any more and count as acknowledged once reached.
    for (long missing = before + 1; missing < seq; missing++) {
      ahead.getOrDefault(lane, new TreeSet<>()).add(missing);
    }
    sent.put(lane, Math.max(before, seq));
    slide(lane);
  }

  /** A message is acknowledged; false when no such message is on its way. */
  boolean acknowledged(int packet) {
    Sent message = inFlight.remove(packet);
    if (message == null) {
      return false;
    }
    ahead.getOrDefault(message.lane, new TreeSet<>()).add(message.seq);
    slide(message.lane);
    return true;
  }

  private void slide(Lane lane) {
    TreeSet<Long> done = ahead.getOrDefault(lane, new TreeSet<>());
    long at = acknowledged(lane);
    while (!done.isEmpty() && done.first() <= at + 1) {
      at = Math.max(at, done.pollFirst());
    }
    acknowledged.put(lane, at);
  }

  /** How long the oldest message has been on its way, ms; 0 when none is. */
  long oldest(long now) {
    long oldest = now;
    for (Sent message : inFlight.values()) {
      oldest = Math.min(oldest, message.at);
    }
    return now - oldest;
  }

  /** How long a message has been on its way, ms; 0 when it is not. */
  long waited(int packet, long now) {
    Sent message = inFlight.get(packet);
    return message == null ? 0 : now - message.at;
  }

  int inFlight() {
    return inFlight.size();
  }
}
