package cn.yizhan.edge.uplink;

import cn.yizhan.edge.journal.Dates;
import java.util.UUID;

/** What is known of the time; asked on the agent's event loop. */
public interface TrueTime {
  /** The time now, milliseconds since 1970 UTC; while it is not known, not later than it is. */
  long now();

  /**
   * The hub says what time it is, which counts while the station does not know.
   *
   * @return true when the time is known now
   */
  boolean learn(long hub);

  /** True when the time is known. */
  boolean known();

  /**
   * What has surely passed, milliseconds since 1970 UTC: the time now when it is known, else the
   * latest that was vouched for by whom nobody else can speak as.
   */
  long proven();

  /** A hub whose certificate was checked says what time it is; kept over restarts. */
  void prove(long hub);

  /** How the undated records of a boot are to be dated, now that the time is known. */
  Dates dates(UUID boot);
}
