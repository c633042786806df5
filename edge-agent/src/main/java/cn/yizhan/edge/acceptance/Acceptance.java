package cn.yizhan.edge.acceptance;

import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The test of a station by somebody on site. It ends by itself; while it lasts the station cuts as
 * ever, and only the tester is told.
 */
public final class Acceptance {
  /** The longest a test may last, minutes: nobody else is told of a fire meanwhile. */
  public static final int MOST_MINUTES = 30;

  private static final String BAY = "bay/";

  private final String tester;
  private final Moment began;
  private final long until;
  private final SortedMap<Integer, BayTrial> bays = new TreeMap<>();
  private final SortedMap<String, Check> sensors = new TreeMap<>();
  private Check alert = Check.open(Check.Kind.ALERT_SEEN, "station");

  /**
   * An order to a bay that the test needs; while {@link #holds} a bay nothing else switches it on.
   *
   * @param bay its number
   * @param on whether it is to be on
   * @param autoOffSeconds after how long it has to go off by itself, 0 for never
   */
  public record Order(int bay, boolean on, int autoOffSeconds) {}

  /**
   * A test that begins now.
   *
   * @param tester who tests, as the sheet says it
   * @param minutes how long at most, 1 to {@link #MOST_MINUTES}
   * @param deadManSeconds by bay after how long it has to go off by itself, 0 when its hardware
   *     cannot
   * @param sensors the points that are to be tripped: booleans that say danger or alarm
   */
  public Acceptance(
      String tester,
      int minutes,
      Map<Integer, Integer> deadManSeconds,
      Collection<String> sensors,
      Moment now) {
    if (minutes < 1 || minutes > MOST_MINUTES) {
      throw new IllegalArgumentException("expected 1 to " + MOST_MINUTES + " minutes");
    }
    this.tester = tester;
    this.began = now;
    this.until = now.steady() + minutes * 60_000L;
    deadManSeconds.forEach((bay, seconds) -> bays.put(bay, new BayTrial(bay, seconds)));
    sensors.forEach(
        point -> this.sensors.put(point, Check.open(Check.Kind.TRIPPED, point).running()));
  }

  /** Who tests. */
  public String tester() {
    return tester;
  }

  /** When it began. */
  public Moment began() {
    return began;
  }

  /** True when its time is over. */
  public boolean over(Moment now) {
    return now.steady() >= until;
  }

  /** True while the test alone decides whether the bay is on. */
  public boolean holds(int bay) {
    BayTrial trial = bays.get(bay);
    return trial != null && trial.running();
  }

  /** Begins the trial of a bay; empty when there is no such bay. */
  public List<Order> tryBay(int bay, Moment now) {
    BayTrial trial = bays.get(bay);
    return trial == null ? List.of() : orders(trial.begin(now));
  }

  /** Takes a reading. */
  public List<Order> hear(Heard heard, Moment now) {
    String point = heard.reading().point();
    double value = heard.reading().value();
    sensors.computeIfPresent(
        point,
        (same, check) ->
            value != 0 && check.result() != Check.Result.PASSED
                ? check.passed((heard.at() - began.steady()) / 1000.0, Double.NaN)
                : check);
    BayTrial trial = trial(point);
    if (trial == null) {
      return List.of();
    }
    if (point.endsWith("/power")) {
      trial.power(value);
    }
    return point.endsWith("/relay") ? orders(trial.relay(value != 0, heard.at(), now)) : List.of();
  }

  private @Nullable BayTrial trial(String point) {
    int slash = point.lastIndexOf('/');
    if (!point.startsWith(BAY) || slash <= BAY.length()) {
      return null;
    }
    return bays.get(Integer.parseInt(point.substring(BAY.length(), slash)));
  }

  /** Safety has cut bays. */
  public void cut(Collection<Integer> numbers, String why) {
    for (int bay : numbers) {
      BayTrial trial = bays.get(bay);
      if (trial != null) {
        trial.cut(why);
      }
    }
  }

  /** To be called about every second. */
  public List<Order> tick(Moment now) {
    List<Order> orders = new ArrayList<>();
    bays.values().forEach(trial -> orders.addAll(orders(trial.tick(now))));
    return orders;
  }

  /** The tester has, or has not, seen the alert where it should arrive. */
  public void alertSeen(boolean seen, String where, Moment now) {
    Check seenAt = alert.passed((now.steady() - began.steady()) / 1000.0, Double.NaN);
    alert =
        new Check(
            alert.kind(),
            alert.subject(),
            seen ? Check.Result.PASSED : Check.Result.FAILED,
            seenAt.seconds(),
            Double.NaN,
            where);
  }

  /** All that is looked at, in the order of the sheet. */
  public List<Check> checks() {
    List<Check> all = new ArrayList<>();
    bays.values().forEach(trial -> all.addAll(trial.checks()));
    all.addAll(sensors.values());
    all.add(alert);
    return all;
  }

  private static List<Order> orders(BayTrial.@Nullable Order order) {
    return order == null
        ? List.of()
        : List.of(new Order(order.bay(), order.on(), order.autoOffSeconds()));
  }
}
