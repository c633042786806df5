package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** What waits at endpoints, and what is made of it. */
public interface UndeliveredBook {
  /** Finds the fact about one endpoint. */
  @FunctionalInterface
  interface Judge {
    /**
     * The fact, null for none.
     *
     * @param now the database's clock, milliseconds
     */
    @Nullable Fact judge(Undelivered endpoint, long now);
  }

  /**
   * Reads what waits for too long or has an open alert for it, and applies the facts found in one
   * transaction.
   *
   * @return how many facts were applied, those applied before among them
   */
  Future<Integer> review(Judge judge);
}
