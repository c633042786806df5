package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.rules.RuleOverride;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thresholds that differ from the rule catalogue's; changes are audited in their transaction. */
public interface RuleBook {
  /** The overrides in force that concern the offices in scope, the latest first. */
  Future<List<RuleOverride>> list(Actor actor);

  /**
   * Puts an override in force.
   *
   * @return null when there is no such office or station in the actor's scope
   */
  Future<@Nullable RuleOverride> create(Actor actor, RuleOverride.Wanted wanted);

  /**
   * Withdraws an override.
   *
   * @return null when none of that id is in force in the actor's scope
   */
  Future<@Nullable RuleOverride> withdraw(Actor actor, long id);
}
