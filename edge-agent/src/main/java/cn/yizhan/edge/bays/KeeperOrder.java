package cn.yizhan.edge.bays;

import cn.yizhan.protocol.message.StationEvent;

/** Something a {@link Keeper} wants done, in the order given. */
public sealed interface KeeperOrder {
  /**
   * Switch a bay on, or keep it on: the message is the same and winds up the hardware's own timer.
   * Not to be sent unless {@link Keeper#stands} says so at that moment.
   *
   * @param bay its number
   * @param autoOffSeconds after how long the hardware has to go off when nothing follows; 0 when it
   *     cannot
   * @param turn which of the bay's decisions it follows from
   */
  record Energise(int bay, int autoOffSeconds, long turn) implements KeeperOrder {}

  /**
   * Switch a bay off that has no right to be on. Latched bays are safety's and not among them.
   *
   * @param bay its number
   */
  record Deenergise(int bay) implements KeeperOrder {}

  /**
   * A bay's hardware has gone off by itself because the agent was silent; {@link Charging#explain}
   * is to be told.
   *
   * @param bay its number
   * @param event {@code safety.dead-man} of rule S15, to be journalled and sent
   */
  record DeadManFired(int bay, StationEvent event) implements KeeperOrder {}

  /**
   * The agent has a bay again whose hardware had gone off by itself.
   *
   * @param bay its number
   * @param event {@code safety.back} of rule S15, to be journalled and sent
   */
  record Back(int bay, StationEvent event) implements KeeperOrder {}
}
