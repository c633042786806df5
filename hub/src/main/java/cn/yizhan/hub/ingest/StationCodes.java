package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.point.PointType;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Small numbers that are stored instead of names, given out durably before they are used. */
public interface StationCodes {

  /**
   * A point without a code.
   *
   * @param station database id of the station
   * @param name name of the point
   * @param values its unit, kind and words
   */
  record NewPoint(int station, String name, PointType.Values values) {}

  /**
   * A journal without a code.
   *
   * @param station database id of the station
   * @param name name of the epoch
   */
  record NewEpoch(int station, String name) {}

  /** Codes of points, those without one given the next one; per station, by name. */
  Future<Map<Integer, Map<String, Short>>> points(List<NewPoint> points);

  /** Codes of epochs, those without one given the next one; per station, by name. */
  Future<Map<Integer, Map<String, Integer>>> epochs(List<NewEpoch> epochs);
}
