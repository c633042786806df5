package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import org.jspecify.annotations.Nullable;

/** One numbered record of a lane. */
public final class JournalRecord {
  private final Lane lane;
  private final String epoch;
  private final long seq;
  private final byte[] body;
  private final @Nullable Undated undated;

  /**
   * A record with times of its own.
   *
   * @param lane its lane
   * @param epoch name of the journal it was numbered in
   * @param seq number within (lane, epoch), from 1
   * @param body what was appended; not copied
   */
  public JournalRecord(Lane lane, String epoch, long seq, byte[] body) {
    this(lane, epoch, seq, body, null);
  }

  JournalRecord(Lane lane, String epoch, long seq, byte[] body, @Nullable Undated undated) {
    this.lane = lane;
    this.epoch = epoch;
    this.seq = seq;
    this.body = body;
    this.undated = undated;
  }

  /** Its lane. */
  public Lane lane() {
    return lane;
  }

  /** Name of the journal it was numbered in. */
  public String epoch() {
    return epoch;
  }

  /** Its number within (lane, epoch). */
  public long seq() {
    return seq;
  }

  /** What was appended; not a copy. */
  public byte[] body() {
    return body;
  }

  /** By which clock the times in the body are, null when they are true times. */
  public @Nullable Undated undated() {
    return undated;
  }
}
