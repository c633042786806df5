package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a station is heard, as the tables say.
 *
 * @param station database id
 * @param expected false when it is planned, suspended, closed or disabled
 * @param online whether it has a session
 * @param since since when, milliseconds; not before it was expected
 * @param charge what its bays were doing when it was last heard
 * @param told severity of its open offline alert, null when it has none
 * @param thresholds thresholds in force
 */
public record Absence(
    int station,
    boolean expected,
    boolean online,
    long since,
    Charge charge,
    @Nullable Severity told,
    Thresholds thresholds) {

  /**
   * What the bays of a station were doing.
   *
   * @param stated whether one of them was in the state Charging
   * @param power the most that one of them drew, W
   */
  public record Charge(boolean stated, double power) {
    /** Nothing was charging, or nothing is known. */
    public static final Charge NONE = new Charge(false, 0);
  }

  /** Id of the rule. */
  public static final String RULE = "A01";

  private static final String POINT = "station/offline";

  /**
   * What is to be told now. A fact found again has its old key.
   *
   * @param now the hub's clock, milliseconds
   * @param accepting since when some hub has accepted stations without a break
   */
  public List<Fact> judge(long now, long accepting) {
    if (!expected) {
      return told == null ? List.of() : List.of(fact(Change.CLEARED, told, now, 0));
    }
    if (online) {
      long over = since + millis("clearHold");
      return told == null || over > now
          ? List.of()
          : List.of(fact(Change.CLEARED, told, over, millis("clearHold")));
    }
    long missed = missedFor(now, accepting);
    long from = now - missed;
    long major = Math.max(charging() ? chargingMajor() : millis("majorAfter"), millis("grace"));
    long minor = Math.min(major, Math.max(millis("minorAfter"), millis("grace")));
    if (missed >= major) {
      return tell(Severity.MAJOR, from + major, major);
    }
    return missed >= minor ? tell(Severity.MINOR, from + minor, minor) : List.of();
  }

  /**
   * Whether a station that is expected has had no session for the grace.
   *
   * @param now the hub's clock, milliseconds
   * @param accepting since when some hub has accepted stations without a break
   */
  public boolean missed(long now, long accepting) {
    return expected && !online && missedFor(now, accepting) >= millis("grace");
  }

  private long missedFor(long now, long accepting) {
    return now - Math.max(since, accepting);
  }

  private boolean charging() {
    return charge.stated() || charge.power() > number("chargingPower");
  }

  /** A shorter wait for every station shortens this one, too. */
  private long chargingMajor() {
    return Math.min(millis("majorAfter"), millis("majorAfterCharging"));
  }

  private List<Fact> tell(Severity severity, long at, long after) {
    return severity.worseThan(told)
        ? List.of(fact(told == null ? Change.RAISED : Change.WORSENED, severity, at, after))
        : List.of();
  }

  private Fact fact(Change change, Severity severity, long at, long after) {
    int version = RuleCatalogue.standard().rule(RULE).version();
    double seconds = after / 1000.0;
    return new Fact(
        RULE + "/station/" + change.word() + '/' + at,
        new Matter(RULE, version, "station"),
        change,
        severity,
        at,
        Telling.LIVE,
        change == Change.CLEARED ? null : new Finding(POINT, seconds, "s", seconds, 0),
        null);
  }

  private long millis(String name) {
    return Math.round(number(name) * 1000);
  }

  private double number(String name) {
    return Numbers.of(RuleCatalogue.standard().rule(RULE), name, thresholds);
  }
}
