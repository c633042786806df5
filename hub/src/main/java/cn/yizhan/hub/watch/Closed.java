package cn.yizhan.hub.watch;

import cn.yizhan.hub.hours.OpeningHours;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a station that is to be open is (rule V03). It is shut when its door was closed and
 * nobody was inside for a while without a break, within one stretch of its opening hours. That
 * stays true when the hours end: what was not opened is over when somebody opens.
 *
 * @param station database id
 * @param expected false when it is planned, suspended, closed or disabled
 * @param hours when it is to be open; null when nobody has said
 * @param counted since when these hours hold and the station is expected, milliseconds
 * @param seen what its sensors told lately; null when nothing is known of its door
 * @param told its open alert, null when it has none
 * @param thresholds thresholds in force
 */
public record Closed(
    int station,
    boolean expected,
    @Nullable OpeningHours hours,
    long counted,
    @Nullable Seen seen,
    @Nullable Told told,
    Thresholds thresholds) {

  /**
   * What the sensors of a station told.
   *
   * @param online whether it has a session
   * @param since since when it has one or has none, milliseconds
   * @param shut whether the door is closed by its last reading
   * @param known since when the door was known without a break, milliseconds
   * @param alive up to when the door was open or somebody inside, milliseconds; null for never
   */
  public record Seen(boolean online, long since, boolean shut, long known, @Nullable Long alive) {}

  /**
   * An open alert.
   *
   * @param severity its severity
   * @param since when it was shut for long enough, milliseconds
   * @param after how long that was, milliseconds
   */
  public record Told(Severity severity, long since, long after) {}

  /** Id of the rule. */
  public static final String RULE = "V03";

  /**
   * What is to be told now, null for nothing.
   *
   * @param now the hub's clock, milliseconds
   * @param zone whose days and hours are meant
   */
  public @Nullable Fact judge(long now, ZoneId zone) {
    Turn.Holds holds = expected && hours != null ? shut(hours, now, zone) : null;
    if (told == null) {
      return Turn.of(RULE, "station", null, holds, now);
    }
    return over(told, holds, zone) ? Turn.of(RULE, "station", told.severity(), null, now) : null;
  }

  /** What is to be told of all of them. */
  public static List<StationFact> judge(List<Closed> found, long now, ZoneId zone) {
    List<StationFact> facts = new ArrayList<>();
    for (Closed each : found) {
      Fact fact = each.judge(now, zone);
      if (fact != null) {
        facts.add(new StationFact(each.station(), fact));
      }
    }
    return facts;
  }

  private boolean over(Told of, Turn.@Nullable Holds holds, ZoneId zone) {
    if (!expected || hours == null || !hours.open(of.since(), zone)) {
      return true;
    }
    Long alive = seen == null ? null : seen.alive();
    return holds == null && alive != null && alive > of.since() - of.after();
  }

  private Turn.@Nullable Holds shut(OpeningHours planned, long now, ZoneId zone) {
    if (seen == null || !seen.online() || !seen.shut() || now - seen.since() < millis("settled")) {
      return null;
    }
    Long opened = planned.since(now, zone, counted);
    if (opened == null) {
      return null;
    }
    long last = seen.alive() == null ? opened : Math.max(opened, seen.alive());
    long since = Math.max(last, seen.known()) + millis("closedAfter");
    if (since > now) {
      return null;
    }
    double seconds = millis("closedAfter") / 1000.0;
    String text = planned.text(since, zone);
    return new Turn.Holds(
        Severity.MINOR, since, new Finding("hours/" + text, seconds, "s", seconds, 0));
  }

  /** How long a station is shut before it is told, by these thresholds, milliseconds. */
  public static long after(Thresholds thresholds) {
    return millis("closedAfter", thresholds);
  }

  private long millis(String name) {
    return millis(name, thresholds);
  }

  private static long millis(String name, Thresholds thresholds) {
    return Math.round(Numbers.of(RuleCatalogue.standard().rule(RULE), name, thresholds) * 1000);
  }
}
