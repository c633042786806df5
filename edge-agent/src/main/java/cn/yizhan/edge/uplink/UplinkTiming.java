package cn.yizhan.edge.uplink;

/**
 * How long the uplink waits for what; milliseconds.
 *
 * @param connect for a connection to be made and accepted
 * @param config for the configuration after the birth
 * @param acknowledge for each acknowledgement
 * @param retryFirst bound of the wait after the first failure
 * @param retryMost greatest bound of the wait between attempts
 */
public record UplinkTiming(
    long connect, long config, long acknowledge, long retryFirst, long retryMost) {
  /** The protocol's: an acknowledgement is overdue after 60 s. */
  public static final UplinkTiming STANDARD =
      new UplinkTiming(10_000, 60_000, 60_000, 1_000, 60_000);
}
