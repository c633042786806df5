package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.protocol.Label;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deadbands and display texts of stations, and those of offices that hold where a station says
 * nothing else. Every change is a new version, audited in its transaction; the stations concerned
 * are told with the next version of their configuration.
 */
public interface SettingBook {
  /** Whose settings. */
  enum Owner {
    OFFICE,
    STATION
  }

  /**
   * Settings as somebody wants them.
   *
   * @param deadbands per point or pattern, in the point's unit
   * @param texts what displays show, by what for
   * @param reason why, a sentence for people
   */
  record Wanted(Map<String, Double> deadbands, Map<String, Label> texts, String reason) {}

  /** What became of a change. */
  enum Outcome {
    /** It is in force. */
    DONE,
    /** There is no such station or office in the actor's scope. */
    MISSING,
    /** There is no such earlier version. */
    NO_VERSION,
    /** The settings are not at the version they were read at. */
    STALE
  }

  /**
   * The settings in force, version 0 when none were ever made; null when there is no such owner.
   * Those of a station say also what holds there together with its office's.
   */
  Future<@Nullable JsonObject> setting(Actor actor, Owner owner, String code);

  /** All versions, the latest first; null when there is no such owner. */
  Future<@Nullable Page> history(Actor actor, Owner owner, String code, Cursor cursor);

  /**
   * Puts settings in force.
   *
   * @param expectedVersion the version at which they were read; null for any
   */
  Future<Outcome> put(
      Actor actor, Owner owner, String code, Wanted wanted, @Nullable Integer expectedVersion);

  /**
   * Puts an earlier version in force again, as a new one.
   *
   * @param version the earlier version, 0 for no settings
   * @param expectedVersion the version at which they were read; null for any
   */
  Future<Outcome> restore(
      Actor actor, Owner owner, String code, int version, @Nullable Integer expectedVersion);
}
