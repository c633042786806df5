package cn.yizhan.edge.uplink;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.LanePosition;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the hub has of the epoch in force. Pure.
 *
 * @param has per lane the highest number it has of that epoch
 * @param ahead true when it has numbers that this journal has not given out yet: the journal is a
 *     restored or cloned one
 * @param behind true when it lacks numbers that it once acknowledged: the hub is a restored one
 */
record HubStanding(Map<Lane, Long> has, boolean ahead, boolean behind) {
  static HubStanding of(Config config, AsyncJournal.Position journal) {
    Map<Lane, Long> has = new EnumMap<>(Lane.class);
    boolean ahead = false;
    for (Map.Entry<Lane, LanePosition> lane : config.lanes().entrySet()) {
      if (lane.getValue().epoch().equals(journal.epoch())) {
        has.put(lane.getKey(), lane.getValue().seq());
        ahead |= lane.getValue().seq() >= journal.next().getOrDefault(lane.getKey(), 1L);
      }
    }
    boolean behind =
        journal.acknowledged().entrySet().stream()
            .anyMatch(lane -> has.getOrDefault(lane.getKey(), 0L) < lane.getValue());
    return new HubStanding(has, ahead, behind);
  }
}
