package cn.yizhan.edge.uplink;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Counts what the connection to the hub carries, by the days of the place. Pure: the time is passed
 * in, milliseconds since 1970 UTC.
 */
final class LinkMeter {
  private final ZoneId zone;
  private LinkFigures.Day today = LinkFigures.Day.NONE;
  private LinkFigures.Day yesterday = LinkFigures.Day.NONE;
  private long dayBegan = Long.MIN_VALUE;
  private long dayEnds = Long.MIN_VALUE;
  private long connections;
  private String lastError = "";
  private long lastErrorAt;
  private long lastAcknowledgedAt;

  /** Nothing yet; days are those of the zone. */
  LinkMeter(ZoneId zone) {
    this.zone = zone;
  }

  /** Bytes have been written. */
  void sent(long bytes, long now) {
    turn(now);
    today = today.and(bytes, 0, 0);
  }

  /** Bytes have been read. */
  void received(long bytes, long now) {
    turn(now);
    today = today.and(0, bytes, 0);
  }

  /** The hub has acknowledged a message. */
  void acknowledged(long now) {
    turn(now);
    today = today.and(0, 0, 1);
    lastAcknowledgedAt = now;
  }

  /** The hub has accepted a connection. */
  void connected() {
    connections++;
  }

  /** A connection, or the attempt at one, has ended. */
  void ended(String reason, long now) {
    lastError = reason;
    lastErrorAt = now;
  }

  /** What has been counted. */
  LinkFigures figures(long now) {
    turn(now);
    return new LinkFigures(
        today, yesterday, connections, lastError, lastErrorAt, lastAcknowledgedAt);
  }

  private void turn(long now) {
    if (now >= dayBegan && now < dayEnds) {
      return;
    }
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
    long began = day.atStartOfDay(zone).toInstant().toEpochMilli();
    if (dayEnds != Long.MIN_VALUE) {
      yesterday = began == dayEnds ? today : LinkFigures.Day.NONE;
      today = LinkFigures.Day.NONE;
    }
    dayBegan = began;
    dayEnds = day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
