package cn.yizhan.hub.console;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;

/** Where it is written down who lets whom in to the page. */
public interface LinkLog {

  /**
   * Keeps that the actor makes a login link; the link is given only when this has succeeded.
   *
   * @param actor who makes it
   * @param session the name under which whoever uses it acts
   */
  Future<Void> made(Actor actor, String session);
}
