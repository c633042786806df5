package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * How the bays of stations hang on their mains. Every change is audited in its transaction, and the
 * station is told with the next version of its configuration; what is as it was already is no
 * change.
 */
public interface WiringBook {
  /** What became of a change. */
  enum Outcome {
    /** It is so now. */
    DONE,
    /** There is no such station in the actor's scope. */
    MISSING,
    /** The station has no such bay. */
    NO_BAY,
    /** The station's configuration has another version by now. */
    STALE
  }

  /**
   * How a bay is wired; what is null stays.
   *
   * @param low whether its socket is mounted so low that water on the floor reaches it
   * @param circuit whether it hangs on the circuit whose residual current is measured
   */
  record BayWiring(@Nullable Boolean low, @Nullable Boolean circuit) {}

  /**
   * A station has another breaker.
   *
   * @param breaker what it is rated for, W; 0 when it is not known
   * @param expected the version of the configuration it is to follow; null for any
   */
  Future<Outcome> breaker(Actor actor, String station, double breaker, @Nullable Long expected);

  /**
   * A bay is wired otherwise.
   *
   * @param expected the version of the configuration it is to follow; null for any
   */
  Future<Outcome> bay(
      Actor actor, String station, int bay, BayWiring wiring, @Nullable Long expected);
}
