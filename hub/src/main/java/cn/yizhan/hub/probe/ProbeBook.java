package cn.yizhan.hub.probe;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** The probes of all hubs that share a database. */
public interface ProbeBook {
  /** Decides what is to be done about the last probe. */
  @FunctionalInterface
  interface Judge {
    /**
     * What is to be done.
     *
     * @param last the last probe, null when there was none
     * @param now the present by the database's clock, epoch milliseconds
     */
    Course.Decision next(@Nullable Probe last, long now);
  }

  /**
   * What a review did and saw.
   *
   * @param done what was done
   * @param probe the probe it was done about, as it was before; null for one that began
   * @param success when a probe last went all the way, epoch milliseconds; null for never
   * @param seconds from the raising of the latest probe whose receiver was told of it to that
   *     moment; null when there is none
   * @param failed whether the last probe that is over failed
   */
  record Reviewed(
      Course.Decision done,
      @Nullable Probe probe,
      @Nullable Long success,
      @Nullable Double seconds,
      boolean failed) {}

  /**
   * Does what is to be done, in one transaction; while another hub is at it, nothing. What began is
   * committed when the future completes.
   */
  Future<Reviewed> review(Judge judge);
}
