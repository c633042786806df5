package cn.yizhan.edge.bays;

import cn.yizhan.edge.mapping.Moment;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Steady times over a restart, where the steady clock begins anew: kept as the age they had when
 * they were kept, to which the wall clock adds how long the agent was away, if it can be believed.
 */
final class Ages {
  /** No time. */
  static final long NONE = Long.MIN_VALUE;

  /**
   * For longer nobody leaves an agent off and wants to know, ms; a clock that was not set says so.
   */
  static final long LONGEST = 7L * 86_400_000;

  /** An agent that was away for no longer has missed nothing, ms. */
  static final long SHORT = 10_000;

  /** The steady time when they were kept, as it would be by the clock of now. */
  private final long kept;

  /** How long the agent was away, ms; -1 when that is not known. */
  final long gap;

  private Ages(long kept, long gap) {
    this.kept = kept;
    this.gap = gap;
  }

  /** Ages to be kept at that time. */
  static Ages keep(DataOutput out, Moment now) throws IOException {
    out.writeLong(now.wall());
    return new Ages(now.steady(), 0);
  }

  /** Ages that were kept. */
  static Ages restore(DataInput in, Moment now) throws IOException {
    long away = now.wall() - in.readLong();
    long gap = away >= 0 && away <= LONGEST ? away : -1;
    return new Ages(now.steady() - Math.max(0, gap), gap);
  }

  /** True when much may have happened meanwhile. */
  boolean longGap() {
    return gap < 0 || gap > SHORT;
  }

  void write(DataOutput out, long time) throws IOException {
    out.writeLong(time == NONE ? NONE : kept - time);
  }

  long read(DataInput in) throws IOException {
    long age = in.readLong();
    return age == NONE ? NONE : kept - age;
  }
}
