package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Times in which people are not told of what they know of; what an actor cannot see is not there.
 */
public interface SilenceBook {
  /**
   * What is silenced; null for any.
   *
   * @param office code of an office
   * @param station code of a station
   * @param rule id of a rule
   * @param subject a subject, {@code bay/3} for instance
   */
  record Matcher(
      @Nullable String office,
      @Nullable String station,
      @Nullable String rule,
      @Nullable String subject) {}

  /**
   * A silence.
   *
   * @param id its identity
   * @param matcher what it silences
   * @param reason why
   * @param owner who answers for it
   * @param starts epoch milliseconds
   * @param ends epoch milliseconds
   */
  record Silence(UUID id, Matcher matcher, String reason, String owner, long starts, long ends) {}

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
