package cn.yizhan.hub.ingest;

import io.vertx.core.Future;
import java.util.List;

/** What is written about stations outside the transaction of their messages. */
@SuppressWarnings("ArrayRecordComponent") // columns and hashes; never compared
public interface Checkpoints {

  /**
   * The latest value of each point of a station.
   *
   * @param station database id
   * @param points codes of the points
   * @param values their latest values, in the same order
   * @param ats when each was read, milliseconds since 1970
   */
  record Latest(int station, short[] points, double[] values, long[] ats) {}

  /**
   * Whether a station is connected.
   *
   * @param station database id
   * @param generation generation of the session that says so
   * @param online true when connected
   * @param since since when, milliseconds since 1970
   */
  record Connected(int station, long generation, boolean online, long since) {}

  /** Replaces the latest values of these stations. */
  Future<Void> saveLatest(List<Latest> stations);

  /**
   * Completes latest values from the reports, where a hub ended between storing reports and writing
   * what they made latest. For the start, before any session writes latest values.
   */
  Future<Void> completeLatest();

  /** Notes who is connected; of sessions that were taken over nothing is noted. */
  Future<Void> savePresence(List<Connected> stations);

  /**
   * Notes that none of the stations called connected is, but those of other hubs that live: the hub
   * that said so is gone, and its end may not have let it say more.
   *
   * @param since since when they count as not connected, milliseconds since 1970
   */
  Future<Void> nobodyConnected(long since);
}
