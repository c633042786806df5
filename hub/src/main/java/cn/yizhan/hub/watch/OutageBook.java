package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.OfficeFact;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Which stations of which offices are away, and what is made of it. */
@FunctionalInterface
public interface OutageBook {
  /**
   * Reads it for every office and applies the facts found in one transaction.
   *
   * @return how many facts were applied, those applied before among them
   */
  Future<Integer> review(Function<List<Outage>, List<OfficeFact>> judge);
}
