package cn.yizhan.edge.safety;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.StationEvent;
import org.jspecify.annotations.Nullable;

/** Something safety wants done, in the order given. */
public sealed interface Action {
  /**
   * Switch a bay off.
   *
   * @param bay its number
   */
  record CutOff(int bay) implements Action {}

  /**
   * Switch off what feeds a bay that does not go off.
   *
   * @param bay its number
   */
  record TripUpstream(int bay) implements Action {}

  /**
   * Journal an event and send it to the hub.
   *
   * @param event the event
   */
  record Tell(StationEvent event) implements Action {}

  /**
   * Show at the bay why it is dead.
   *
   * @param bay its number
   * @param reason the reason, null when there is none any more
   */
  record Show(int bay, @Nullable Label reason) implements Action {}
}
