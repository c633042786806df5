package cn.yizhan.hub.probe;

import java.util.Locale;

/** How far a probe gets, in this order. */
public enum Stage {
  /** The change of the alert is committed, with its history. */
  RAISED,
  /** Its notifications are in the outbox. */
  QUEUED,
  /** They were sent, and something was answered. */
  SENT,
  /** The receiver has found them to be signed as agreed and to be about this alert. */
  VERIFIED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in figures, in the log and in the database. */
  public String word() {
    return word;
  }

  /** What comes after it; the last one is followed by itself. */
  public Stage next() {
    return switch (this) {
      case RAISED -> QUEUED;
      case QUEUED -> SENT;
      case SENT, VERIFIED -> VERIFIED;
    };
  }
}
