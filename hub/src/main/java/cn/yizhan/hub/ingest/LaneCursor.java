package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Lost;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a lane stands: the epoch and the highest sequence number taken in. Pure; one instance per
 * session and lane, used by one thread.
 */
public final class LaneCursor {
  private static final int DECLARED_KEPT = 64;

  private String epoch;
  private long seq;
  private @Nullable String announced;
  private final List<Lost> declared = new ArrayList<>();

  /**
   * A cursor that stands at the position.
   *
   * @param position epoch and highest sequence number stored; epoch "" when there is none
   */
  public LaneCursor(LanePosition position) {
    this.epoch = position.epoch();
    this.seq = position.seq();
  }

  /** What a message is to the lane. */
  public enum Verdict {
    /** Its number is not above the highest one. */
    DUPLICATE,
    /** Its number is the next one. */
    NEXT,
    /** Numbers before it are missing. */
    GAP,
    /** It starts an epoch, with nothing missing that was announced. */
    NEW_EPOCH
  }

  /**
   * A verdict with what is missing.
   *
   * @param verdict what the message is
   * @param from first missing number; 0 unless the verdict is GAP
   * @param to last missing number; 0 unless the verdict is GAP
   */
  public record Step(Verdict verdict, long from, long to) {}

  private static final Step DUPLICATE = new Step(Verdict.DUPLICATE, 0, 0);
  private static final Step NEXT = new Step(Verdict.NEXT, 0, 0);
  private static final Step NEW_EPOCH = new Step(Verdict.NEW_EPOCH, 0, 0);

  /**
   * Takes a numbered message in and says what it is. A jump that the station had declared as lost
   * is no gap of its own.
   */
  public Step step(String messageEpoch, long messageSeq) {
    if (messageEpoch.equals(epoch)) {
      return within(messageSeq);
    }
    boolean expectedFromOne = messageEpoch.equals(announced);
    epoch = messageEpoch;
    seq = 0;
    if (expectedFromOne && messageSeq > 1) {
      return within(messageSeq);
    }
    seq = messageSeq;
    return NEW_EPOCH;
  }

  private Step within(long messageSeq) {
    if (messageSeq <= seq) {
      return DUPLICATE;
    }
    long missing = seq + 1;
    seq = messageSeq;
    boolean whole = missing == messageSeq || covered(missing, messageSeq - 1);
    declared.removeIf(this::passed);
    return whole ? NEXT : new Step(Verdict.GAP, missing, messageSeq - 1);
  }

  /** Whether a declared loss is behind; one without an end reaches to the next message. */
  private boolean passed(Lost lost) {
    Long end = lost.to();
    return lost.epoch().equals(epoch) && (end == null ? lost.from() : end) <= seq;
  }

  private boolean covered(long from, long to) {
    for (Lost lost : declared) {
      Long end = lost.to();
      if (lost.epoch().equals(epoch) && lost.from() <= from && (end == null || end >= to)) {
        return true;
      }
    }
    return false;
  }

  /** Notes the epoch that {@code birth} announced: its first message is number 1. */
  public void announce(String epochAnnounced) {
    announced = epochAnnounced;
  }

  /** Notes a loss that the station declared for this lane. */
  public void declare(Lost lost) {
    if (declared.size() == DECLARED_KEPT) {
      declared.remove(0);
    }
    declared.add(lost);
  }

  /** Where the lane stands now. */
  public LanePosition position() {
    return new LanePosition(epoch, seq);
  }

  /** The epoch the lane stands in, "" before the first. */
  public String epoch() {
    return epoch;
  }

  /** The highest number taken in. */
  public long seq() {
    return seq;
  }
}
