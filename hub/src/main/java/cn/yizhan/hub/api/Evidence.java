package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.evidence.Photo;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Photos of alerts; each is kept with its history and its audit row in one transaction. */
public interface Evidence {
  /** Most photos of one alert. */
  int MOST = 20;

  /** What became of a photo that was to be kept. */
  sealed interface Outcome {
    /**
     * It is kept.
     *
     * @param photo what is known of it, as the OpenAPI document shows it
     * @param anew false when the alert has had it before
     * @param revision the alert's, afterwards
     */
    record Kept(JsonObject photo, boolean anew, int revision) implements Outcome {}

    /** There is no such alert in the actor's scope. */
    record Missing() implements Outcome {}

    /** The alert has as many as it may. */
    record Full() implements Outcome {}
  }

  /**
   * A photo as it is served.
   *
   * @param type its media type
   * @param content its bytes
   */
  record Stored(String type, Buffer content) {}

  /** Keeps a photo with an alert. */
  Future<Outcome> keep(Actor actor, UUID alert, Photo photo);

  /** What is known of an alert's photos, the earliest first; null when there is no such alert. */
  Future<@Nullable List<JsonObject>> photos(Actor actor, UUID alert);

  /**
   * One photo of an alert, or null.
   *
   * @param digest SHA-256 in hexadecimal digits
   */
  Future<@Nullable Stored> photo(Actor actor, UUID alert, String digest);
}
