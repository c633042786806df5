package cn.yizhan.edge.stationfile;

import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;

/**
 * A charging bay, as the installer describes it.
 *
 * @param number its number at the station, from 1
 * @param use what is charged there
 * @param low true when it is mounted so low that water reaches it first
 * @param circuit true when it hangs on the circuit whose residual current is measured; when no bay
 *     does, all do
 * @param idleOn whether its socket is live while nobody charges
 */
public record BaySetup(int number, BayUse use, boolean low, boolean circuit, boolean idleOn) {
  /** A bay of the enrolment. */
  public static BaySetup of(Config.Bay bay) {
    return new BaySetup(bay.number(), bay.use(), bay.low(), bay.circuit(), true);
  }

  /** The bay as the protocol has it. */
  public Config.Bay bay() {
    return new Config.Bay(number, use, low, circuit);
  }
}
