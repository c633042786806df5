package cn.yizhan.hub.notify;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends again what was given up, or what the receiver has lost: under its old id, with all tries
 * anew. What lies outside an actor's office is not there.
 */
public interface Replays {
  /** What became of a wish to send one notification again. */
  enum Outcome {
    /** It is queued. */
    QUEUED,
    /** There is no such notification. */
    MISSING,
    /** It still waits for its next try. */
    WAITING,
    /** Its endpoint is disabled. */
    DISABLED
  }

  /**
   * A stretch of time, epoch milliseconds.
   *
   * @param from the first, included
   * @param to the end, not included
   */
  record Range(long from, long to) {}

  /** Queues one notification again, delivered or given up. */
  Future<Outcome> one(Actor actor, String notification);

  /**
   * Queues again what was given up of the notifications that were queued in that time, the oldest
   * first; at most 1,000.
   *
   * @return how many; null when there is no such endpoint or it is disabled
   */
  Future<@Nullable Integer> givenUp(Actor actor, UUID endpoint, Range queued);
}
