package cn.yizhan.hub.api;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.rules.Comparison;
import cn.yizhan.hub.rules.RuleNumbers;
import cn.yizhan.hub.rules.Trial;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries changed rules on what is stored; changes nothing and disturbs nobody. */
public interface Backtests {

  /**
   * What came out at a station.
   *
   * @param station code of the station
   * @param standing the rule's numbers there
   * @param found what the changed rule finds there, beside the one in force and the alerts
   */
  record Outcome(String station, RuleNumbers standing, Comparison found) {}

  /**
   * Which stations.
   *
   * @param station code of the one, null for those of an office
   * @param office code of the office, null for one station
   */
  record Reach(@Nullable String station, @Nullable String office) {}

  /**
   * Tries a changed rule at each station.
   *
   * @return null when there is no such station or office in the actor's scope; fails with a {@link
   *     Refusal} when a station would be left with thresholds that cannot be, or the rule finds too
   *     much to list, and with {@link Unavailable} when another trial is under way or this one took
   *     too long
   */
  Future<@Nullable List<Outcome>> run(Actor actor, Trial trial, Reach reach);
}
