package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;

/** How offices are told of what is not urgent; what an actor cannot see is not there. */
public interface DigestBook {
  /**
   * Sets how long what is not urgent is collected before an office is told of it. That holds for
   * what is collected already, too.
   *
   * @param office code of the office
   * @param minutes 0 for not at all
   * @return false when there is no such office in scope
   */
  Future<Boolean> collect(Actor actor, String office, int minutes);
}
