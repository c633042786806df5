package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.StationFact;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** What is known of the connections of stations, and what is made of it. */
@FunctionalInterface
public interface ObservationBook {
  /**
   * Reads what is known of every station, applies the facts found in one transaction, and forgets
   * connections of long ago.
   *
   * @param judge finds the facts
   * @return how many facts were applied, those applied before among them
   */
  Future<Integer> review(Function<List<Observed>, List<StationFact>> judge);
}
