package cn.yizhan.edge.journal;

/**
 * How much disk a journal may take.
 *
 * @param capacity bytes of all segments together; beyond it the oldest telemetry is dropped, and
 *     when there is none left to drop, everything but safety events is refused
 * @param segmentBytes size at which a segment file is closed and the next begun; the unit in which
 *     acknowledged and dropped records are deleted
 */
public record JournalLimits(long capacity, int segmentBytes) {
  /** 200 MiB in segments of 1 MiB: more than a week of forty points every ten seconds. */
  public static final JournalLimits DEFAULT = new JournalLimits(200L << 20, 1 << 20);

  /**
   * @throws IllegalArgumentException when a segment could not hold the largest record or the
   *     capacity not two segments of each lane
   */
  public JournalLimits {
    if (segmentBytes < 2 * RecordFormat.MAX_BODY) {
      throw new IllegalArgumentException("a segment is at least " + 2 * RecordFormat.MAX_BODY);
    }
    if (capacity < 4L * segmentBytes) {
      throw new IllegalArgumentException("the capacity is at least four segments");
    }
  }
}
