package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.rules.RuleOverride;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thresholds that differ from the rule catalogue's; changes are audited in their transaction. */
public interface RuleBook {
  /**
   * The overrides in force or planned that concern the offices in scope, those that count from the
   * latest time on first.
   */
  Future<List<RuleOverride>> list(Actor actor);

  /**
   * Puts an override in force, at once or from a later time on.
   *
   * @return null when there is no such office or station in the actor's scope; fails with a {@link
   *     Refusal} when its time is past or too far ahead, and with {@link ImpossibleThresholds} when
   *     a station would be left with what cannot be, now or later
   */
  Future<@Nullable RuleOverride> create(Actor actor, RuleOverride.Wanted wanted);

  /**
   * Withdraws an override, before or after it has begun.
   *
   * @return null when none of that id is in force or planned in the actor's scope; fails with
   *     {@link ImpossibleThresholds} as above
   */
  Future<@Nullable RuleOverride> withdraw(Actor actor, long id);
}
