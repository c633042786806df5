package cn.yizhan.protocol.message;

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
 */
public record Config(
    long version,
    long time,
    Map<Lane, LanePosition> lanes,
    Map<String, Map<String, Double>> rules,
    List<Bay> bays)
    implements Message {

  /**
   * A charging bay.
   *
   * @param number its number at the station, from 1
   * @param use what is charged there
   */
  public record Bay(int number, BayUse use) {}
}
