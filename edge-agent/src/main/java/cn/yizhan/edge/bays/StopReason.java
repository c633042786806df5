package cn.yizhan.edge.bays;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a charge session ended. */
public enum StopReason {
  /** It drew nothing for long: the battery is full. */
  FULL("Full"),
  /** What was charged has been unplugged. */
  UNPLUGGED("Unplugged"),
  /** It took too long. */
  TIME_LIMIT("TimeLimit"),
  /** It drew too much. */
  OVER_POWER("OverPower"),
  /** The bay was too hot. */
  OVER_TEMPERATURE("OverTemperature"),
  /** Smoke in the station. */
  SMOKE("Smoke"),
  /** Current leaked to earth. */
  LEAKAGE("Leakage"),
  /** Somebody pressed the button, or safety cut for a cause that has no word of its own. */
  EMERGENCY_STOP("EmergencyStop"),
  /** Somebody ordered it: the command of an office, or a start or stop on site. */
  REMOTE("Remote"),
  /**
   * The bay lost its power and the agent had not ordered it: a failure, a breaker, the button of a
   * plug; also hardware that is not heard any more, and load shed for good.
   */
  POWER_LOSS("PowerLoss"),
  /** The hardware went off by itself because the agent was silent. */
  DEAD_MAN("DeadMan"),
  /** A load that does not belong there. */
  MISUSE("Misuse");

  /** Rules that end sessions; S09 is not among them: a bay it sheds is paused. */
  private static final Map<String, StopReason> OF_RULES =
      Map.ofEntries(
          Map.entry("S01", SMOKE),
          Map.entry("S02", OVER_TEMPERATURE),
          Map.entry("S03", OVER_POWER),
          Map.entry("S04", TIME_LIMIT),
          Map.entry("S05", FULL),
          Map.entry("S06", LEAKAGE),
          Map.entry("S07", EMERGENCY_STOP),
          Map.entry("S08", MISUSE),
          Map.entry("S10", POWER_LOSS),
          Map.entry("S11", EMERGENCY_STOP),
          Map.entry("S13", EMERGENCY_STOP),
          Map.entry("S15", DEAD_MAN),
          Map.entry("S17", MISUSE));

  private final String word;

  StopReason(String word) {
    this.word = word;
  }

  /** As events name it. */
  public String word() {
    return word;
  }

  /**
   * The reason when a rule switches a bay off.
   *
   * @param rule {@code S02}, or with its version {@code S02@4}
   * @return null when the rule ends no session
   */
  public static @Nullable StopReason ofRule(String rule) {
    int version = rule.indexOf('@');
    return OF_RULES.get(version < 0 ? rule : rule.substring(0, version));
  }
}
