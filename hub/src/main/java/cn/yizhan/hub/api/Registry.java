package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Secret;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Offices and stations. Reads give what the OpenAPI document shows; changes are audited in their
 * transaction; what is outside the actor's scope is as if it did not exist.
 */
public interface Registry {
  /** Offices by code. */
  Future<Page> offices(Actor actor, Cursor cursor);

  /** One office, or null. */
  Future<@Nullable JsonObject> office(Actor actor, String code);

  /** Registers an office; {@link Addition#NO_OFFICE} when the actor's scope is one office. */
  Future<Addition> addOffice(Actor actor, NewOffice office);

  /** Stations by code, of one office when one is named. */
  Future<Page> stations(Actor actor, @Nullable String office, Cursor cursor);

  /** One station, or null. */
  Future<@Nullable JsonObject> station(Actor actor, String code);

  /** Registers a station that logs in with that secret. */
  Future<Addition> addStation(Actor actor, NewStation station, Secret secret);

  /**
   * Gives a station a further secret; the older of two is dropped.
   *
   * @param revokeOthers true to drop every other one
   * @return false when there is no such station
   */
  Future<Boolean> rotateSecret(Actor actor, String code, Secret secret, boolean revokeOthers);

  /**
   * Refuses or accepts a station's connections from now on.
   *
   * @return false when there is no such station
   */
  Future<Boolean> disable(Actor actor, String code, boolean disabled);
}
