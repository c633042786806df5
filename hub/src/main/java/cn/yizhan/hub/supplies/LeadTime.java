package cn.yizhan.hub.supplies;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be resolved by a restock is to be resolved within the item's lead time: the deadline
 * of the catalogue is that of an item of which nothing else is registered.
 */
public final class LeadTime {
  /** Rules about what a restock ends, before anything has run out. */
  private static final Set<String> RULES = Set.of("R01", "R02");

  private static final String SUPPLY = "supply/";
  private static final double DAY = Duration.ofDays(1).toMillis();

  private LeadTime() {}

  /** The item whose lead time is the deadline of such an alert, null when none is. */
  public static @Nullable String item(String rule, String subject) {
    return RULES.contains(rule) && subject.startsWith(SUPPLY)
        ? subject.substring(SUPPLY.length())
        : null;
  }

  /** A lead time in milliseconds. */
  public static long millis(double days) {
    return Math.round(days * DAY);
  }
}
