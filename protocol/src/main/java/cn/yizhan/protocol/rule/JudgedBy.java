package cn.yizhan.protocol.rule;

import java.util.Locale;

/** Who finds out that the condition of a rule holds. */
public enum JudgedBy {
  /** The engine, from the readings of a station. */
  READINGS,
  /** The hub by its own clock and from what it knows of a station's connection. */
  WATCH,
  /** The hub from all stations of an office together. */
  OFFICE,
  /** The delivery of notifications. */
  DELIVERY,
  /** The forecast of supplies. */
  FORECAST,
  /** Inspections, evidence and the register of a station. */
  INSPECTION,
  /** The deadlines and the history of alerts. */
  DEADLINES;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in JSON. */
  public String word() {
    return word;
  }

  /**
   * True when a station can have thresholds of its own; else the rule is judged for an office as a
   * whole.
   */
  public boolean atStations() {
    return this != OFFICE && this != DELIVERY;
  }

  /** True when the terms of the rule say what is asked. */
  boolean byTerms() {
    return this == READINGS || this == WATCH;
  }

  /**
   * The one of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  static JudgedBy of(String word) {
    for (JudgedBy one : values()) {
      if (one.word.equals(word)) {
        return one;
      }
    }
    throw new IllegalArgumentException("nobody who judges is called " + word);
  }
}
