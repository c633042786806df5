package cn.yizhan.hub.ingest;

import java.util.function.LongSupplier;

/**
 * What all connections of the port share.
 *
 * @param stations who is connected
 * @param budget bytes that may be held for all together
 * @param presence where coming and going is written
 * @param latest where latest values are written
 * @param trespasses where attempts at what is not a station's own are kept
 * @param meters counters
 * @param clock milliseconds since 1970
 */
record Premises(
    Stations stations,
    Budget budget,
    PresenceBoard presence,
    LatestBoard latest,
    TrespassBoard trespasses,
    IngestMeters meters,
    LongSupplier clock) {
  long now() {
    return clock.getAsLong();
  }
}
