package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;

/** Where the overview is read from. */
public interface OverviewSource {

  /**
   * Reads what the actor sees.
   *
   * @param savedAfter latest values only of stations whose values were saved after this, epoch
   *     milliseconds; 0 for all
   */
  Future<Snapshot> read(Actor actor, long savedAfter);
}
