package cn.yizhan.edge.sampling;

import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
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

  private Map<String, Double> deadbands = Map.of();
  private final Map<String, Heard> reported = new HashMap<>();
  private final Map<String, Heard> heard = new HashMap<>();
  private final ThinningCount count = new ThinningCount();

  /**
   * Takes over deadbands that differ from the catalogue's.
   *
   * @param wanted in the point's unit, by the name of a point or the pattern of its row; the name
   *     goes first
   */
  public void revise(Map<String, Double> wanted) {
    deadbands = Map.copyOf(wanted);
  }

  /**
   * Decides about a reading, in the order in which they are heard.
   *
   * @param next a reading of a point of the station
   * @param type the type of its point
   */
  public Decision decide(Heard next, PointType type) {
    return count.count(decision(next, type));
  }

  /** How much it has thinned. */
  public ThinningCount count() {
    return count;
  }

  private Decision decision(Heard next, PointType type) {
    String point = next.reading().point();
    Heard newest = heard.get(point);
    if (newest == null || newest.at() <= next.at()) {
      heard.put(point, next);
    }
    Heard last = reported.get(point);
    if (last != null && !tells(last, next, type)) {
      return Decision.PASS_OVER;
    }
    if (last == null || last.at() <= next.at()) {
      reported.put(point, next);
    }
    return type.lane() == Lane.EVENT ? Decision.REPORT_NOW : Decision.BUNDLE;
  }

  private double deadband(String point, PointType type) {
    Double own = deadbands.get(point);
    return own != null ? own : deadbands.getOrDefault(type.pattern(), type.deadband());
  }

  private boolean tells(Heard last, Heard next, PointType type) {
    double change = Math.abs(next.reading().value() - last.reading().value());
    return next.at() < last.at()
        || (change > 0 && change >= deadband(next.reading().point(), type))
        || next.at() - last.at() >= type.maxAge().toMillis() / 2;
  }

  /** The newest reading of a point, or null when it has not been heard. */
  public @Nullable Heard newest(String point) {
    return heard.get(point);
  }

  /** Forgets the points that the station has no more. */
  public void retain(PointScope scope) {
    heard.keySet().removeIf(point -> scope.typeOf(point) == null);
    reported.keySet().removeIf(point -> scope.typeOf(point) == null);
  }

  /**
   * The newest readings of one lane that still hold, in the order of their names.
   *
   * @param lane the lane
   * @param scope the points of the station
   * @param now the time now
   * @param full true for all, false for those only that no report has told of
   */
  public List<Reading> snapshot(Lane lane, PointScope scope, Moment now, boolean full) {
    List<Reading> still = new ArrayList<>();
    heard.forEach(
        (point, newest) -> {
          PointType type = scope.typeOf(point);
          boolean news = full || !newest.equals(reported.get(point));
          if (news
              && type != null
              && type.lane() == lane
              && now.steady() - newest.at() < type.maxAge().toMillis()) {
            still.add(newest.by(now));
          }
        });
    still.sort(Comparator.comparing(Reading::point));
    return still;
  }
}
