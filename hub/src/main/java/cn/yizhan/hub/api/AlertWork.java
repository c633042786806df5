package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.protocol.Label;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with alerts; every change is audited and told on in its transaction. */
public interface AlertWork {
  /** What became of an action. */
  sealed interface Outcome {
    /** It is as wanted now, by this action or an earlier one. */
    record Done() implements Outcome {}

    /** There is no such alert in the actor's scope. */
    record Missing() implements Outcome {}

    /** The alert is not at the revision it was read at. */
    record Stale() implements Outcome {}

    /**
     * It cannot be done as the alert stands.
     *
     * @param why the reason, for the person
     */
    record Refused(Label why) implements Outcome {}
  }

  /**
   * Does something about an alert.
   *
   * @param expected the revision at which it was read; null for any
   */
  Future<Outcome> handle(Actor actor, UUID id, Action action, @Nullable Integer expected);
}
