package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.noise.Matcher;
import cn.yizhan.hub.noise.Window;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Times in which people are not told of what they know of; what an actor cannot see is not there.
 */
public interface SilenceBook {
  /**
   * What is silenced; null for any place.
   *
   * @param office code of an office
   * @param station code of a station
   * @param alerts which of their alerts
   */
  record Reach(@Nullable String office, @Nullable String station, Matcher alerts) {}

  /**
   * When it holds.
   *
   * @param starts epoch milliseconds
   * @param ends epoch milliseconds
   * @param window hours of the week in that time; null for all of it
   */
  record Course(long starts, long ends, @Nullable Window window) {}

  /**
   * A silence.
   *
   * @param id its identity
   * @param reach what it silences
   * @param reason why
   * @param owner who answers for it
   * @param course when it holds
   */
  record Silence(UUID id, Reach reach, String reason, String owner, Course course) {}

  /** Keeps a silence; false when there is no such office or station in scope. */
  Future<Boolean> keep(Actor actor, Silence silence);

  /**
   * Silences, the latest end first.
   *
   * @param current only those that are not over
   */
  Future<Page> silences(Actor actor, boolean current, Cursor cursor);

  /** One silence, or null. */
  Future<@Nullable JsonObject> silence(Actor actor, UUID id);

  /** Ends it now; false when there is none. One that is over stays as it is. */
  Future<Boolean> expire(Actor actor, UUID id);
}
