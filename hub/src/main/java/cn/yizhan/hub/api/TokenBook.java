package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads of the tokens that were issued, as the OpenAPI document shows them. */
public interface TokenBook {
  /** Tokens in scope, the latest first. */
  Future<Page> tokens(Actor actor, Cursor cursor);

  /** One token, or null. */
  Future<@Nullable JsonObject> token(Actor actor, UUID id);

  /** The code of the one office the actor sees, or null when it sees all. */
  Future<@Nullable String> officeCode(Actor actor);
}
