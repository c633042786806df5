package cn.yizhan.hub.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds the levels of one item, in the order of their times, into what was used on each local day.
 *
 * <p>A sensor tells a change when it happens, so that a fall belongs to the day of its reading. Its
 * small ups and downs count as nothing: the level has to turn by more than the noise. What lies
 * across a silence that is too long is unknown. Between two counts by hand the use is spread
 * evenly.
 */
public final class Consumption {
  /** A sensor that says nothing for longer is dead, as rule R05 has it. */
  private static final long SENSOR_HOLDS = Duration.ofDays(4).toMillis();

  /** Counts further apart tell too little of each day between. */
  private static final long COUNTS_APART = Duration.ofDays(45).toMillis();

  /** Engineering default: a scale or a float stays within this share of the capacity. */
  private static final double NOISE_SHARE = 0.02;

  /**
   * How levels of an item become known.
   *
   * @param noise the level has to turn by so much, in its unit
   * @param holds longest time between two levels that tells what was used, milliseconds
   * @param byHand whether people count it
   */
  public record Way(double noise, long holds, boolean byHand) {
    /** A sensor; pieces are counted exactly. */
    public static Way sensed(String unit, double capacity) {
      return new Way(unit.equals("count") ? 0 : NOISE_SHARE * capacity, SENSOR_HOLDS, false);
    }

    /** Counts by people. */
    public static Way counted() {
      return new Way(0, COUNTS_APART, true);
    }
  }

  /** Sums of one day. */
  private static final class Sums {
    private double used;
    private double restocked;
    private long known;
  }

  private final Way way;
  private final ZoneId zone;
  private final Map<LocalDate, Sums> days = new HashMap<>();
  private @Nullable Level before;
  private double turn;
  private int trend;
  private double brought;
  private boolean broughtKnown = true;

  /**
   * Nothing is known yet.
   *
   * @param way how levels become known
   * @param zone where a day begins at midnight
   */
  public Consumption(Way way, ZoneId zone) {
    this.way = way;
    this.zone = zone;
  }

  /**
   * Somebody says that he has brought something; to a sensor that is nothing new.
   *
   * @param amount null when he does not say how much
   */
  public void bring(@Nullable Double amount) {
    brought += amount == null ? 0 : amount;
    broughtKnown &= amount != null;
  }

  /** Takes the next level; one that is not after the one before is left out. */
  public void take(Level level) {
    Level last = before;
    if (last != null && level.at() <= last.at()) {
      return;
    }
    if (last == null || level.at() - last.at() > way.holds()) {
      turn = level.value();
      trend = 0;
    } else if (way.byHand()) {
      count(last, level);
    } else {
      known(days, last.at(), level.at());
      sense(level);
    }
    before = level;
    brought = 0;
    broughtKnown = true;
  }

  /** Follows the level from turn to turn. */
  private void sense(Level level) {
    double change = level.value() - turn;
    boolean on = trend != 0 && Math.signum(change) == trend;
    if (change == 0 || (!on && Math.abs(change) < way.noise())) {
      return;
    }
    Sums day = day(days, dayOf(level.at()));
    if (change > 0) {
      day.restocked += change;
      trend = 1;
    } else {
      day.used -= change;
      trend = -1;
    }
    turn = level.value();
  }

  /** What was used cannot be told when more is there than was said to have been brought. */
  private void count(Level last, Level level) {
    double used = last.value() + brought - level.value();
    if (used < 0 || !broughtKnown) {
      day(days, dayOf(level.at())).restocked += Math.max(0, level.value() - last.value());
      return;
    }
    day(days, dayOf(level.at())).restocked += brought;
    double length = level.at() - last.at();
    each(
        last.at(),
        level.at(),
        (day, millis) -> {
          Sums sums = day(days, day);
          sums.used += used * millis / length;
          sums.known += millis;
        });
  }

  /**
   * What is known of each of these days.
   *
   * @param from first day
   * @param to last day
   * @param now what a sensor read last holds until then, unless that is too long; milliseconds
   */
  public List<DayUse> days(LocalDate from, LocalDate to, long now) {
    Map<LocalDate, Sums> tail = new HashMap<>();
    Level last = before;
    if (last != null && !way.byHand() && now - last.at() <= way.holds()) {
      known(tail, last.at(), now);
    }
    List<DayUse> found = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      Sums sums = days.getOrDefault(day, new Sums());
      Sums after = tail.getOrDefault(day, new Sums());
      double length = start(day.plusDays(1)) - start(day);
      found.add(
          new DayUse(
              day, sums.used, sums.restocked, Math.min(1, (sums.known + after.known) / length)));
    }
    return found;
  }

  private void known(Map<LocalDate, Sums> to, long from, long until) {
    each(from, until, (day, millis) -> day(to, day).known += millis);
  }

  @FunctionalInterface
  private interface Part {
    void of(LocalDate day, long millis);
  }

  /** The parts of the days from one time to another. */
  private void each(long from, long until, Part part) {
    long at = from;
    while (at < until) {
      LocalDate day = dayOf(at);
      long end = Math.min(until, start(day.plusDays(1)));
      part.of(day, end - at);
      at = end;
    }
  }

  private static Sums day(Map<LocalDate, Sums> days, LocalDate day) {
    return days.computeIfAbsent(day, each -> new Sums());
  }

  private LocalDate dayOf(long at) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
  }

  private long start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
