package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with alerts; every change is audited and told on in its transaction. */
public interface AlertWork {
  /** What became of a change. */
  enum Outcome {
    /** It is as wanted now, by this change or an earlier one. */
    DONE,
    /** There is no such alert in the actor's scope. */
    MISSING,
    /** The alert is not at the revision it was read at. */
    STALE,
    /** What was wanted is not possible in the alert's state of work. */
    IMPOSSIBLE
  }

  /**
   * Says that the actor takes care of an alert.
   *
   * @param expectedRevision the revision at which it was read; null for any
   */
  Future<Outcome> acknowledge(Actor actor, UUID id, @Nullable Integer expectedRevision);
}
