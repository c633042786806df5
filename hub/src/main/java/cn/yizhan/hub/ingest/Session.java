package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.Reading;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a station: what came on it and is not acknowledged yet, within bounds. Used by
 * the ingest event loop alone.
 */
final class Session {
  private static final int MOST_MESSAGES = 256;
  private static final int MOST_BYTES = 1 << 20;

  private final StationCode code;
  private final Peer peer;
  private final long started;
  private final Budget budget;
  private final ClockOffset offset = new ClockOffset();
  private final ArrayDeque<Inbound> queue = new ArrayDeque<>();
  private StationFold fold;
  private int heldMessages;
  private int heldBytes;
  private boolean discarding;
  private boolean closed;
  private long heard;
  private long givenUp = Long.MAX_VALUE;

  /** Whether a writer has it on its list. */
  boolean listed;

  /** Whether holds may have come to their time. */
  boolean tickDue;

  /** Whether messages of it are in a batch that is not settled. */
  boolean inRound;

  /** Whether latest values have changed since they were last written. */
  boolean latestChanged;

  /** Until when holds are completed although the connection is closed, 0 for not at all. */
  long lingersUntil;

  /** What of that which waits for the station it has been sent on this connection. */
  final Set<String> told = new HashSet<>();

  /** When latest values were last written. */
  long latestWritten;

  Session(StationCode code, Peer peer, StationFold fold, Budget budget, long now) {
    this.code = code;
    this.peer = peer;
    this.fold = fold;
    this.budget = budget;
    this.started = now;
    this.heard = now;
  }

  /** Takes a message in; false when it was discarded because a limit is reached. */
  boolean offer(Inbound message) {
    if (closed || discarding) {
      return false;
    }
    if (heldMessages >= MOST_MESSAGES
        || heldBytes + message.weight() > MOST_BYTES
        || !budget.take(message.weight())) {
      discarding = true;
      giveUp(message);
      leaveWhenSettled();
      return false;
    }
    heldMessages++;
    heldBytes += message.weight();
    queue.add(message);
    return true;
  }

  /** The next message that waits, or null. */
  @Nullable Inbound poll() {
    return queue.poll();
  }

  boolean waiting() {
    return !queue.isEmpty();
  }

  /** Gives back what a message held, once it is acknowledged or given up. */
  void settled(Inbound message) {
    if (!message.settle()) {
      return;
    }
    heldMessages--;
    heldBytes -= message.weight();
    budget.giveBack(message.weight());
    leaveWhenSettled();
  }

  private void leaveWhenSettled() {
    if (discarding && heldMessages == 0) {
      peer.disconnect(
          MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED,
          "more unacknowledged messages than the hub holds");
    }
  }

  /** Forgets what waits; nothing more is taken in or acknowledged. */
  void close() {
    closed = true;
    peer.gone();
    for (Inbound message = queue.poll(); message != null; message = queue.poll()) {
      giveUp(message);
      settled(message);
    }
  }

  private void giveUp(Inbound message) {
    givenUp = Math.min(givenUp, message.received());
  }

  boolean isClosed() {
    return closed;
  }

  /** Notes that a packet came. */
  void heard(long now) {
    heard = now;
  }

  /** When the last packet came. */
  long heard() {
    return heard;
  }

  /** Up to when the station is known: it was heard, and nothing that it said was given up. */
  long heardUntil() {
    return Math.min(heard, givenUp);
  }

  /** Up to when all that came has been taken into a round: now, unless messages wait. */
  long judgedUntil(long now) {
    Inbound next = queue.peek();
    return next == null ? now : Math.min(now, next.received());
  }

  StationCode code() {
    return code;
  }

  int station() {
    return fold.station();
  }

  Peer peer() {
    return peer;
  }

  long started() {
    return started;
  }

  ClockOffset offset() {
    return offset;
  }

  StationFold fold() {
    return fold;
  }

  /** Goes on with a fold made anew from what is stored. */
  void fold(StationFold anew) {
    fold = anew;
  }

  /** Messages that are not acknowledged yet. */
  int unacknowledged() {
    return heldMessages;
  }

  /** The latest value of each point as of the last message folded in. */
  Checkpoints.Latest latest() {
    Map<String, Reading> latest = fold.twin().latest();
    Map<String, Short> codes = fold.codes().points();
    short[] points = new short[latest.size()];
    double[] values = new double[latest.size()];
    long[] ats = new long[latest.size()];
    int next = 0;
    for (Reading reading : latest.values()) {
      Short point = codes.get(reading.point());
      if (point != null) {
        points[next] = point;
        values[next] = reading.value();
        ats[next++] = reading.at();
      }
    }
    return new Checkpoints.Latest(
        station(),
        Arrays.copyOf(points, next),
        Arrays.copyOf(values, next),
        Arrays.copyOf(ats, next));
  }
}
