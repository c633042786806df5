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

  /** How the undated records of a boot are to be dated, now that the time is known. */
  Dates dates(UUID boot);
}
