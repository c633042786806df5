package cn.yizhan.edge.acceptance;

import cn.yizhan.edge.mapping.Moment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trial of one bay: off, on, a load measured, and then silence until it goes off by itself.
 * Driven by what the hardware says and by the steady clock.
 */
final class BayTrial {
  /** A relay follows an order within this time, ms. */
  static final long FOLLOWS = 10_000;

  /** How much later than promised the hardware's own timer may fire, ms: it reports seldom. */
  static final long LATE = 30_000;

  /** How long a load is waited for at a bay whose hardware has no timer of its own, ms. */
  static final long LOAD = 60_000;

  /** A load draws at least this, W: a phone charger at work. */
  static final double LOAD_WATTS = 3;

  /** What is to be ordered next. */
  record Order(int bay, boolean on, int autoOffSeconds) {}

  private enum Step {
    GOING_OFF,
    GOING_ON,
    SILENT,
    OVER
  }

  private final int bay;
  private final int deadManSeconds;
  private final Map<Check.Kind, Check> checks = new EnumMap<>(Check.Kind.class);
  private Step step = Step.OVER;
  private long since;
  private double watts = Double.NaN;

  BayTrial(int bay, int deadManSeconds) {
    this.bay = bay;
    this.deadManSeconds = deadManSeconds;
    for (Check.Kind kind : kinds()) {
      checks.put(kind, Check.open(kind, "bay/" + bay));
    }
  }

  private static List<Check.Kind> kinds() {
    return List.of(
        Check.Kind.SWITCHED_OFF, Check.Kind.SWITCHED_ON, Check.Kind.MEASURED, Check.Kind.DEAD_MAN);
  }

  List<Check> checks() {
    return List.copyOf(checks.values());
  }

  boolean running() {
    return step != Step.OVER;
  }

  /** Begins, or begins anew. */
  Order begin(Moment now) {
    for (Check.Kind kind : kinds()) {
      checks.put(kind, Check.open(kind, "bay/" + bay).running());
    }
    watts = Double.NaN;
    enter(Step.GOING_OFF, now);
    return new Order(bay, false, 0);
  }

  private void enter(Step next, Moment now) {
    step = next;
    since = now.steady();
  }

  /** The relay has been read. */
  @Nullable Order relay(boolean on, long at, Moment now) {
    if (at < since) {
      return null;
    }
    double took = (at - since) / 1000.0;
    if (step == Step.GOING_OFF && !on) {
      pass(Check.Kind.SWITCHED_OFF, took, Double.NaN);
      enter(Step.GOING_ON, now);
      return new Order(bay, true, deadManSeconds);
    }
    if (step == Step.GOING_ON && on) {
      pass(Check.Kind.SWITCHED_ON, took, Double.NaN);
      enter(Step.SILENT, now);
    } else if (step == Step.SILENT && !on && deadManSeconds > 0) {
      pass(Check.Kind.DEAD_MAN, took, Double.NaN);
      return over();
    }
    return null;
  }

  /** The power has been read, W. */
  void power(double value) {
    if (step == Step.SILENT && value >= LOAD_WATTS) {
      watts = Double.isNaN(watts) ? value : Math.max(watts, value);
      pass(Check.Kind.MEASURED, Double.NaN, watts);
    }
  }

  /** Safety has cut the bay: nothing more can be said of it. */
  void cut(String why) {
    if (running()) {
      fail("cut by " + why);
      step = Step.OVER;
    }
  }

  /** Ends what takes too long. */
  @Nullable Order tick(Moment now) {
    long waited = now.steady() - since;
    boolean moving = step == Step.GOING_OFF || step == Step.GOING_ON;
    if (moving && waited >= FOLLOWS) {
      fail("no word of the relay within " + FOLLOWS / 1000 + " s");
      return over();
    }
    if (step == Step.SILENT && deadManSeconds == 0 && waited >= LOAD) {
      checks.put(Check.Kind.DEAD_MAN, Check.open(Check.Kind.DEAD_MAN, "bay/" + bay).none());
      return over();
    }
    if (step == Step.SILENT && deadManSeconds > 0 && waited >= deadManSeconds * 1000L + LATE) {
      fail(Check.Kind.DEAD_MAN, "still on after " + waited / 1000 + " s of silence");
      return over();
    }
    return null;
  }

  /** Whatever has happened, the bay is left off: it goes on again by the usual way. */
  private Order over() {
    step = Step.OVER;
    checks.computeIfPresent(
        Check.Kind.MEASURED,
        (kind, check) ->
            check.result() == Check.Result.RUNNING
                ? check.failed("no load of " + LOAD_WATTS + " W was seen")
                : check);
    return new Order(bay, false, 0);
  }

  private void fail(String why) {
    checks.replaceAll(
        (kind, check) -> check.result() == Check.Result.RUNNING ? check.failed(why) : check);
  }

  private void fail(Check.Kind kind, String why) {
    checks.computeIfPresent(kind, (same, check) -> check.failed(why));
  }

  private void pass(Check.Kind kind, double took, double value) {
    checks.computeIfPresent(kind, (same, check) -> check.passed(took, value));
  }
}
