package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.escalation.Policy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Who is told of which deadline when, per office; every change is audited in its transaction. */
public interface PolicyBook {
  /**
   * The policy in force at an office: version 0 is that of the product. Null when there is no such
   * office in scope.
   */
  Future<@Nullable JsonObject> policy(Actor actor, String office);

  /**
   * Puts a policy in force; it counts for steps not yet taken, of alerts that are open, too.
   *
   * @param expected the version at which the one before was read; null for any
   */
  Future<Replaced> replace(
      Actor actor, String office, Policy policy, String reason, @Nullable Integer expected);
}
