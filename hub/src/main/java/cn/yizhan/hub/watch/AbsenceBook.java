package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.StationFact;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Which stations are not heard, and what is made of it. */
public interface AbsenceBook {
  /**
   * Reads which stations are not heard, or were not and have an open alert for it, and applies the
   * facts found in one transaction.
   *
   * @param judge finds the facts
   * @return how many facts were applied, those applied before among them
   */
  Future<Integer> review(Function<List<Absence>, List<StationFact>> judge);
}
