package cn.yizhan.hub.rules;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.LanePosition;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Where a station's lanes stand, and how far they have to come until they are caught up. */
final class Lanes {
  private static final LanePosition NOWHERE = new LanePosition("", 0);

  private final Map<Lane, LanePosition> positions = new EnumMap<>(Lane.class);
  private final Map<Lane, LanePosition> awaited = new EnumMap<>(Lane.class);

  LanePosition position(Lane lane) {
    return positions.getOrDefault(lane, NOWHERE);
  }

  /** True when every message is here that the station had when it last connected. */
  boolean caughtUp(Lane lane) {
    return !awaited.containsKey(lane);
  }

  /** Takes the next numbers of a birth. */
  void declared(Map<Lane, LanePosition> next) {
    next.forEach(
        (lane, position) -> {
          LanePosition here = position(lane);
          boolean nothing = position.seq() <= 1 && !here.epoch().equals(position.epoch());
          if (nothing || reached(here, position)) {
            awaited.remove(lane);
          } else {
            awaited.put(lane, position);
          }
        });
  }

  /**
   * A message has come. One of another epoch than was declared, and not late, shows that the agent
   * has begun anew: nothing is awaited any more.
   */
  void moved(Lane lane, LanePosition position, boolean late) {
    positions.put(lane, position);
    LanePosition target = awaited.get(lane);
    if (target != null
        && (reached(position, target) || (!late && !position.epoch().equals(target.epoch())))) {
      awaited.remove(lane);
    }
  }

  private static boolean reached(LanePosition here, LanePosition next) {
    return here.epoch().equals(next.epoch()) && here.seq() >= next.seq() - 1;
  }

  void write(DataOutput out) throws IOException {
    write(positions, out);
    write(awaited, out);
  }

  static Lanes read(DataInput in) throws IOException {
    Lanes lanes = new Lanes();
    read(lanes.positions, in);
    read(lanes.awaited, in);
    return lanes;
  }

  private static void write(Map<Lane, LanePosition> map, DataOutput out) throws IOException {
    out.writeByte(map.size());
    for (Map.Entry<Lane, LanePosition> entry : map.entrySet()) {
      out.writeByte(entry.getKey().code());
      out.writeUTF(entry.getValue().epoch());
      out.writeLong(entry.getValue().seq());
    }
  }

  private static void read(Map<Lane, LanePosition> map, DataInput in) throws IOException {
    for (int n = in.readUnsignedByte(); n > 0; n--) {
      map.put(Lane.ofCode(in.readUnsignedByte()), new LanePosition(in.readUTF(), in.readLong()));
    }
  }
}
