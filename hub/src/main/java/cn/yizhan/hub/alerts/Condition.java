package cn.yizhan.hub.alerts;

import java.util.Locale;

/** Whether what an alert is about still holds. */
public enum Condition {
  ACTIVE,
  CLEARED,
  REFUTED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in JSON and in the database. */
  public String word() {
    return word;
  }

  /**
   * The condition of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Condition of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
