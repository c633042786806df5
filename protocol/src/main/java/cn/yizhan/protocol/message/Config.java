package cn.yizhan.protocol.message;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import java.util.List;
import java.util.Map;

/**
 * What the hub wants of a station, sent after each birth and on change.
 *
 * @param version rises with each change
 * @param time the hub's clock
 * @param lanes per lane the highest sequence number the hub has
 * @param rules thresholds in force per rule id, by the names of the rule catalogue
 * @param bays the station's charging bays
 * @param deadbands smallest change worth reporting that differs from the catalogue's, per point or
 *     pattern of points, in the point's unit; the name of a point goes before a pattern
 * @param texts what displays show, by what for: {@link #IDLE}
 * @param breaker what the station's breaker is rated for, W; 0 when it is not known
 */
public record Config(
    long version,
    long time,
    Map<Lane, LanePosition> lanes,
    Map<String, Map<String, Double>> rules,
    List<Bay> bays,
    Map<String, Double> deadbands,
    Map<String, Label> texts,
    double breaker)
    implements Message {
  /** The text that displays show while nothing is wrong. */
  public static final String IDLE = "idle";

  /** A configuration that says nothing beyond thresholds and bays. */
  public Config(
      long version,
      long time,
      Map<Lane, LanePosition> lanes,
      Map<String, Map<String, Double>> rules,
      List<Bay> bays) {
    this(version, time, lanes, rules, bays, Map.of(), Map.of(), 0);
  }

  /**
   * A charging bay.
   *
   * @param number its number at the station, from 1
   * @param use what is charged there
   * @param low true when its socket is mounted so low that water on the floor reaches it
   * @param circuit true when it hangs on the circuit whose residual current is measured; when no
   *     bay of a station does, all do
   */
  public record Bay(int number, BayUse use, boolean low, boolean circuit) {
    /** A bay of whose wiring nothing is known. */
    public Bay(int number, BayUse use) {
      this(number, use, false, false);
    }
  }
}
