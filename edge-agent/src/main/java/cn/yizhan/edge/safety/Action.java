package cn.yizhan.edge.safety;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.StationEvent;
import java.util.Map;
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
   * Switch off what feeds the bays, because switching one of them off is not enough.
   *
   * @param subject what it is for: {@code bay/3}, or {@code station}
   */
  record TripUpstream(String subject) implements Action {}

  /**
   * End what is charged at a bay: it goes off and may be started again at once.
   *
   * @param bay its number
   * @param rule id of the rule
   * @param event what the hub is told of it
   */
  record Stop(int bay, String rule, StationEvent event) implements Action {}

  /**
   * Take the bay off that was switched on last.
   *
   * @param rule rule and version
   * @param data what the event says of the cause
   */
  record Shed(String rule, Map<String, Object> data) implements Action {
    /** Keeps a copy. */
    public Shed {
      data = Map.copyOf(data);
    }
  }

  /** There is power again for the bays that were taken off. */
  record ShedOver() implements Action {}

  /**
   * Let the siren sound, or be quiet.
   *
   * @param on whether it sounds
   */
  record Siren(boolean on) implements Action {}

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
