package cn.yizhan.edge.sampling;

/** How many readings were heard and how many of them were worth a report. */
public final class ThinningCount {
  private long heard;
  private long reported;

  /** A decision has been taken; gives it back. */
  public Sampler.Decision count(Sampler.Decision decision) {
    heard++;
    if (decision != Sampler.Decision.PASS_OVER) {
      reported++;
    }
    return decision;
  }

  /** Readings heard. */
  public long heard() {
    return heard;
  }

  /** Readings reported. */
  public long reported() {
    return reported;
  }

  /** The share of the readings that was not reported, 0 to 1; 0 when none was heard. */
  public double saved() {
    return heard == 0 ? 0 : 1 - (double) reported / heard;
  }
}
