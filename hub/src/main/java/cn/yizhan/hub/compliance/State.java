package cn.yizhan.hub.compliance;

import java.util.Locale;

/** How an element of a station is, as far as somebody has looked. */
public enum State {
  /** It was there and has not expired. */
  PRESENT,
  /** It was not there. */
  MISSING,
  /** It was there, and has expired. */
  EXPIRED,
  /** Nobody has looked yet. */
  UNKNOWN;

  /** The word used in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
