package cn.yizhan.protocol;

import org.jspecify.annotations.Nullable;

/** An ordered stream of numbered messages from a station to the hub. */
public enum Lane {
  /** Telemetry. */
  DATA(0, "data"),
  /** Safety events; overtakes any backlog of {@link #DATA}. */
  EVENT(1, "event");

  private final short code;
  private final String word;

  Lane(int code, String word) {
    this.code = (short) code;
    this.word = word;
  }

  /** The number the lane is stored under; never changes. */
  public short code() {
    return code;
  }

  /** The word used in topics and in JSON. */
  public String word() {
    return word;
  }

  /** The lane of that word, or null. */
  public static @Nullable Lane of(String word) {
    return word.equals(DATA.word) ? DATA : word.equals(EVENT.word) ? EVENT : null;
  }

  /**
   * The lane stored under that number.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Lane ofCode(int code) {
    if (code == DATA.code) {
      return DATA;
    }
    if (code == EVENT.code) {
      return EVENT;
    }
    throw new IllegalArgumentException("no lane has code " + code);
  }
}
