package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an alert was in the end. The words for people stand in {@code words.json}. */
public enum Cause {
  CHARGER_FAULT,
  BATTERY_FAULT,
  SOCKET_FAULT,
  SENSOR_FAULT,
  MISUSE,
  FIRE,
  WATER,
  POWER_FAILURE,
  NETWORK_FAILURE,
  EQUIPMENT_FAULT,
  USED_UP,
  RESTOCKED,
  MAINTENANCE,
  FALSE_ALARM,
  /** It was over by itself; for what nobody closed. */
  RECOVERED,
  /** It was part of a test made on site. */
  TEST,
  OTHER;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word used in JSON and in the database. */
  public String word() {
    return word;
  }

  /** What people call it. */
  public Label label() {
    return Words.cause(word);
  }

  /** The cause of that word, or null. */
  public static @Nullable Cause of(String word) {
    for (Cause cause : values()) {
      if (cause.word.equals(word)) {
        return cause;
      }
    }
    return null;
  }
}
