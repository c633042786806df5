package cn.yizhan.hub.rules;

import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import org.jspecify.annotations.Nullable;

/**
 * The hardware's own cut-off when it has not heard from the agent: {@code safety.dead-man} says
 * that it has fired at a bay, {@code safety.back} that the agent holds the bay again. To the rules
 * these events are readings of a point.
 */
final class DeadMan {
  /** The point; no station reports it as a reading. */
  static final String POINT = "bay/{n}/dead-man";

  private DeadMan() {}

  /** What the event says of the point, or null when it is of another sort. */
  static @Nullable Reading in(StationEvent event) {
    boolean fired = event.type().equals("safety.dead-man");
    return fired || event.type().equals("safety.back")
        ? new Reading(event.subject() + "/dead-man", event.at(), fired ? 1 : 0)
        : null;
  }
}
