package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Orders to stations; each is audited in its transaction. */
public interface CommandBook {
  /** What became of a wish to order. */
  enum Outcome {
    /** It waits to be sent. */
    QUEUED,
    /** It was given before. */
    REPEATED,
    /** Something else was asked for under its key before. */
    KEY_REUSED,
    /** There is no such station in the actor's scope. */
    MISSING,
    /** The station has no such bay. */
    NO_BAY
  }

  /**
   * The answer to a wish to order.
   *
   * @param outcome what became of it
   * @param id identity of the order that was given, now or before; empty when none was
   */
  record Answer(Outcome outcome, String id) {}

  /**
   * Takes an order on; the hub that holds the station's session sends it.
   *
   * @param bay the bay it is about, 0 for none
   */
  Future<Answer> order(Actor actor, String station, NewCommand command, int bay);

  /** The orders of a station, the latest first; null when there is no such station. */
  Future<@Nullable Page> commands(
      Actor actor, String station, @Nullable String state, Cursor cursor);

  /** One order, or null. */
  Future<@Nullable JsonObject> command(Actor actor, String station, String id);
}
