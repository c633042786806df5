package cn.yizhan.bench.sim;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * What the clock of a device shows.
 *
 * @param millis milliseconds since 1970 UTC, near 0 when the device has not found a time server
 * @param zone where it is
 */
record DeviceTime(long millis, ZoneId zone) {
  ZonedDateTime local() {
    return Instant.ofEpochMilli(millis).atZone(zone);
  }

  double seconds() {
    return millis / 1000.0;
  }
}
