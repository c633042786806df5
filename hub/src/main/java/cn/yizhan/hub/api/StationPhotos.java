package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.evidence.Photo;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Photos of a station that are about no alert: of a count, a restock, an inspection. Each is kept
 * with its audit row in one transaction.
 */
public interface StationPhotos {
  /**
   * Most photos of one station: 14 elements with a photo each, inspected four times a year, and as
   * many of counts and restocks, for ten years and more.
   */
  int MOST = 2_000;

  /** What became of a photo that was to be kept. */
  sealed interface Outcome {
    /**
     * It is kept.
     *
     * @param photo what is known of it, as the OpenAPI document shows it
     * @param anew false when the station has had it before
     */
    record Kept(JsonObject photo, boolean anew) implements Outcome {}

    /** There is no such station in the actor's scope. */
    record Missing() implements Outcome {}

    /** The station has as many as it may. */
    record Full() implements Outcome {}
  }

  /** Keeps a photo with a station. */
  Future<Outcome> keep(Actor actor, String station, Photo photo);

  /**
   * One photo of a station, or null.
   *
   * @param digest SHA-256 in hexadecimal digits
   */
  Future<Evidence.@Nullable Stored> photo(Actor actor, String station, String digest);
}
