package cn.yizhan.edge.sampling;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.point.PointType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thins the readings of a station for its reports. A reading is reported when it differs from the
 * last reported one of its point by the deadband or more, or when that one is half its maximum age
 * old, so that the hub's picture neither misses a change nor goes blank. Judging happens on
 * unthinned readings, elsewhere.
 */
public final class Sampler {
  /** What becomes of a reading. */
  public enum Decision {
    /** It says nothing new. */
    PASS_OVER,
    /** It is reported with the others of its second. */
    BUNDLE,
    /** It is reported at once. */
    REPORT_NOW
  }

  private final Map<String, Reading> reported = new HashMap<>();
  private final Map<String, Reading> heard = new HashMap<>();

  /**
   * Decides about a reading, in the order in which they are heard.
   *
   * @param reading a reading of a point of the station
   * @param type the type of its point
   */
  public Decision decide(Reading reading, PointType type) {
    Reading newest = heard.get(reading.point());
    if (newest == null || newest.at() <= reading.at()) {
      heard.put(reading.point(), reading);
    }
    Reading last = reported.get(reading.point());
    if (last != null && !tells(last, reading, type)) {
      return Decision.PASS_OVER;
    }
    if (last == null || last.at() <= reading.at()) {
      reported.put(reading.point(), reading);
    }
    return type.lane() == Lane.EVENT ? Decision.REPORT_NOW : Decision.BUNDLE;
  }

  private static boolean tells(Reading last, Reading next, PointType type) {
    double change = Math.abs(next.value() - last.value());
    return next.at() < last.at()
        || (change > 0 && change >= type.deadband())
        || next.at() - last.at() >= type.maxAge().toMillis() / 2;
  }

  /** The newest reading of a point, or null when it has not been heard. */
  public @Nullable Reading newest(String point) {
    return heard.get(point);
  }

  /**
   * The newest readings of one lane that still hold, in the order of their names.
   *
   * @param lane the lane
   * @param scope the points of the station
   * @param now milliseconds since 1970 UTC
   * @param full true for all, false for those only that no report has told of
   */
  public List<Reading> snapshot(Lane lane, PointScope scope, long now, boolean full) {
    List<Reading> still = new ArrayList<>();
    for (Reading reading : heard.values()) {
      PointType type = scope.typeOf(reading.point());
      boolean news = full || !reading.equals(reported.get(reading.point()));
      if (news
          && type != null
          && type.lane() == lane
          && now - reading.at() < type.maxAge().toMillis()) {
        still.add(reading);
      }
    }
    still.sort(Comparator.comparing(Reading::point));
    return still;
  }
}
