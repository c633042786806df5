package cn.yizhan.hub.ingest;

/** Bytes of messages that all connections together may hold unacknowledged. */
final class Budget {
  private final long most;
  private long used;

  /**
   * An unused budget.
   *
   * @param most bytes
   */
  Budget(long most) {
    this.most = most;
  }

  /** Takes so many bytes; false when there are not so many left. */
  boolean take(int bytes) {
    if (used + bytes > most) {
      return false;
    }
    used += bytes;
    return true;
  }

  /** Gives bytes back. */
  void giveBack(int bytes) {
    used -= bytes;
  }

  /** Bytes in use. */
  long used() {
    return used;
  }
}
