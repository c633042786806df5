package cn.yizhan.edge.journal;

import java.util.UUID;

/**
 * What a record says of its time when nobody knew the time: the times in its body are the machine's
 * uptime counted from {@link #ZERO}, and become true times by what is learnt of that boot ({@link
 * Boots}).
 *
 * @param boot which start of the machine
 * @param uptime when the record was appended, milliseconds since that start
 */
public record Undated(UUID boot, long uptime) {
  /**
   * What the clock of undated records shows at the start of the machine, ms since 1970: 1980-01-01
   * UTC, above the times that SenML takes for relative ones and below any true one.
   */
  public static final long ZERO = 315_532_800_000L;

  /** Bytes it takes in a file. */
  static final int BYTES = 24;
}
