package cn.yizhan.protocol.rule;

import java.util.Locale;

/** What a station does about a danger by itself. */
public enum EdgeAct {
  /** Bays are switched off and kept dead. */
  CUT,
  /** A bay is switched off; it may be switched on again at once. */
  STOP,
  /** The bay switched on last is switched off. */
  SHED,
  /** The siren sounds, nothing is switched. */
  SIREN,
  /** Bays are not started any more; what is charging goes on to its end. */
  LIMIT;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in JSON, and in the type of the event by which the station tells of it. */
  public String word() {
    return word;
  }

  /**
   * The act of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  static EdgeAct of(String word) {
    for (EdgeAct act : values()) {
      if (act.word.equals(word)) {
        return act;
      }
    }
    throw new IllegalArgumentException("no act of a station is called " + word);
  }
}
