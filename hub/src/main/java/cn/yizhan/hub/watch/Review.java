package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.StationFact;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * Something about stations that is judged by the hub's clock and not when a reading comes.
 *
 * @param <T> what is known of one of them
 */
@FunctionalInterface
public interface Review<T> {
  /**
   * Reads what is known and applies the facts found in one transaction.
   *
   * @param judge finds the facts; the same facts again change nothing
   * @return how many facts were applied, those applied before among them
   */
  Future<Integer> review(Function<List<T>, List<StationFact>> judge);
}
