package cn.yizhan.hub.watch;

import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may prove a reported restock: a level that has risen, or a count with a photo. People report
 * late, so a rise shortly before the time they say counts, too.
 *
 * @param at when it was brought, as somebody says, milliseconds
 * @param amount how much, in the item's unit; null when he did not say
 * @param before level known at that time; null when none was
 * @param capacity how much there can be
 * @param levels what a sensor told of the level around that time and after it, the oldest first
 * @param counted when the first count with a photo at or after that time was; null for none
 */
public record RestockProof(
    long at,
    @Nullable Double amount,
    @Nullable Double before,
    double capacity,
    List<Level> levels,
    @Nullable Long counted) {

  /** Copies the levels. */
  public RestockProof {
    levels = List.copyOf(levels);
  }

  /**
   * A reading.
   *
   * @param at when, milliseconds
   * @param value the level in the item's unit
   */
  public record Level(long at, double value) {}

  /**
   * What proves it.
   *
   * @param at when that was, milliseconds
   * @param by {@code level} or {@code count}
   */
  public record Proven(long at, String by) {}

  /** What proves it first, null when nothing does. */
  public @Nullable Proven found(Thresholds thresholds) {
    Long risen = risen(thresholds);
    if (risen != null && (counted == null || risen <= counted)) {
      return new Proven(risen, "level");
    }
    return counted == null ? null : new Proven(counted, "count");
  }

  /**
   * When the level had risen by enough over the lowest that it was until then, from shortly before
   * the time of the report to that time; the level known at that time is the lowest when no sensor
   * tells of it. What is consumed afterwards lowers nothing: only a rise above what there was
   * before shows that something was brought.
   */
  private @Nullable Long risen(Thresholds thresholds) {
    long from = at - Math.round(number("before", thresholds) * 1000);
    double rise =
        amount != null
            ? amount * number("leastShare", thresholds)
            : capacity * number("leastRise", thresholds);
    double low = Double.NaN;
    for (Level level : levels) {
      if (level.at() > at && before != null && Double.isNaN(low)) {
        low = before;
      }
      if (level.at() >= from && level.value() - low >= rise) {
        return level.at();
      }
      if (level.at() < from) {
        low = level.value();
      } else if (level.at() <= at || Double.isNaN(low)) {
        low = least(low, level.value());
      }
    }
    return null;
  }

  private static double least(double low, double value) {
    return Double.isNaN(low) ? value : Math.min(low, value);
  }

  private static double number(String name, Thresholds thresholds) {
    Rule rule = RuleCatalogue.standard().rule(Unproven.RULE);
    return Numbers.of(rule, name, thresholds);
  }
}
