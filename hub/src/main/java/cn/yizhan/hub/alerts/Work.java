package cn.yizhan.hub.alerts;

import java.util.Locale;

/** How far people have come with an alert. */
public enum Work {
  NEW,
  ACKNOWLEDGED,
  ASSIGNED,
  IN_PROGRESS,
  RECHECK_DUE,
  CLOSED;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word used in JSON and in the database. */
  public String word() {
    return word;
  }

  /**
   * The state of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Work of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
