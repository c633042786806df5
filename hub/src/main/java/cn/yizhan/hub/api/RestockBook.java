package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Restocks as people report them; every change is audited in its transaction. */
public interface RestockBook {
  /** What became of a report. */
  enum Outcome {
    /** It is kept. */
    KEPT,
    /** There is no such station in the actor's scope. */
    MISSING,
    /** The station has no such item. */
    NO_ITEM,
    /** The station has no such photo. */
    NO_PHOTO
  }

  /** Keeps a report, with the level that is known of the time it tells of. */
  Future<Outcome> report(Actor actor, String station, NewRestock restock);

  /**
   * The reports of a station, the last one made first; null when there is no such station.
   *
   * @param open only those that are neither proven nor withdrawn
   */
  Future<@Nullable Page> restocks(Actor actor, String station, boolean open, Cursor cursor);

  /** One report, or null. */
  Future<@Nullable JsonObject> restock(Actor actor, String station, UUID id);

  /**
   * Takes a report back; repeating it changes nothing. An expiry that came with it stays.
   *
   * @return false when there is none in the actor's scope
   */
  Future<Boolean> withdraw(Actor actor, String station, UUID id);
}
