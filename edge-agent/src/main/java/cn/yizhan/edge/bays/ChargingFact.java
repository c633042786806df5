package cn.yizhan.edge.bays;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.StationEvent;

/** Something that has become known of a bay, in the order in which it did. */
public sealed interface ChargingFact {
  /**
   * A bay has another state.
   *
   * @param bay its number
   * @param state the state, reported as the point {@code bay/{n}/state}
   * @param at since when
   */
  record Became(int bay, BayState state, Moment at) implements ChargingFact {}

  /**
   * A session has begun or ended: {@code session.started} or {@code session.ended}.
   *
   * @param event to be journalled and sent
   */
  record Told(StationEvent event) implements ChargingFact {}
}
