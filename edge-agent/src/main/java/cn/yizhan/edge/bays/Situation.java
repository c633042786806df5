package cn.yizhan.edge.bays;

import org.jspecify.annotations.Nullable;

/**
 * What the state of a bay follows from.
 *
 * @param socket what is known of its hardware
 * @param session the session, null when there is none
 * @param begun true when a load has begun that is none yet
 * @param finishing true when what was charged may still be there
 * @param shown the state before
 */
record Situation(
    Socket socket,
    @Nullable Session session,
    boolean begun,
    boolean finishing,
    @Nullable BayState shown) {

  /** The first that fits, as {@code docs/charging.md} lists them; null when nothing is known. */
  @Nullable BayState state(long at, ChargingLimits limits) {
    if (socket.latched || socket.defies(limits)) {
      return BayState.FAULTED;
    }
    if (session != null) {
      if (!socket.ordered || socket.isOff()) {
        return BayState.SUSPENDED_EVSE;
      }
      return session.suspended() ? BayState.SUSPENDED_EV : BayState.CHARGING;
    }
    if (socket.outOfUse || dead(at, limits)) {
      return BayState.UNAVAILABLE;
    }
    if (finishing) {
      return BayState.FINISHING;
    }
    if (!socket.ordered && socket.reason != null) {
      return BayState.UNAVAILABLE;
    }
    if (begun || socket.pluggedIn()) {
      return BayState.PREPARING;
    }
    return socket.heardAt == Ages.NONE ? null : BayState.AVAILABLE;
  }

  /** Off though it is to be on. One that is about to be switched on again is not so at once. */
  private boolean dead(long at, ChargingLimits limits) {
    if (!socket.ordered || !socket.isOff()) {
      return false;
    }
    long since = Math.max(socket.relaySince, socket.orderedAt);
    return shown == null || shown == BayState.UNAVAILABLE || at - since >= limits.followHold;
  }
}
