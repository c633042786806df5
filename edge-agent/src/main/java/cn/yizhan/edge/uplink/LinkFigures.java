package cn.yizhan.edge.uplink;

/**
 * What the connection to the hub has carried since the agent started; times in milliseconds since
 * 1970 UTC, 0 for never.
 *
 * @param today the present day, of the time zone of the place
 * @param yesterday the day before it
 * @param connections connections the hub has accepted; all but the first are reconnections
 * @param lastError why the last connection or attempt ended, empty when none has
 * @param lastErrorAt when that was
 * @param lastAcknowledgedAt when the hub last acknowledged a message
 */
public record LinkFigures(
    Day today,
    Day yesterday,
    long connections,
    String lastError,
    long lastErrorAt,
    long lastAcknowledgedAt) {
  /**
   * One day.
   *
   * @param sent bytes of MQTT packets written
   * @param received bytes of MQTT packets read
   * @param messages messages the hub has acknowledged
   */
  public record Day(long sent, long received, long messages) {
    static final Day NONE = new Day(0, 0, 0);

    Day and(long moreSent, long moreReceived, long moreMessages) {
      return new Day(sent + moreSent, received + moreReceived, messages + moreMessages);
    }
  }
}
