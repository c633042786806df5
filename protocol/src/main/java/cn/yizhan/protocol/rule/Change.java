package cn.yizhan.protocol.rule;

import java.util.Locale;

/** What happened to a condition. */
public enum Change {
  /** It began to hold. */
  RAISED,
  /** It holds and has become more severe. */
  WORSENED,
  /** It holds, and it has become known what the station did about it. */
  ACTED,
  /** It is over. */
  CLEARED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in keys, history and notification types. */
  public String word() {
    return word;
  }
}
