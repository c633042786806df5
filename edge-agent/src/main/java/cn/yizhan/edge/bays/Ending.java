package cn.yizhan.edge.bays;

import org.jspecify.annotations.Nullable;

/**
 * The end of a session.
 *
 * @param reason why
 * @param at when, by the steady clock
 */
record Ending(StopReason reason, long at) {

  /**
   * Whether a session is over.
   *
   * @param going the session
   * @param socket its bay
   * @param outage whether the bay went off by itself
   * @param doubtSince since when the hardware is waited for after a restart
   * @param at the time now
   * @return null when it goes on
   */
  static @Nullable Ending of(
      Session going,
      Socket socket,
      Outage outage,
      long doubtSince,
      long at,
      ChargingLimits limits) {
    long heard = Math.max(socket.heardAt, doubtSince);
    if (heard != Ages.NONE && at - heard >= limits.silence) {
      return new Ending(StopReason.POWER_LOSS, socket.heardAt);
    }
    StopReason away = outage.reason(at, limits);
    if (away != null) {
      return new Ending(away, outage.at);
    }
    if (!socket.ordered) {
      return off(going, socket, at, limits);
    }
    if (socket.isOff()) {
      // On by order, and not on yet.
      long since = Math.max(socket.relaySince, socket.orderedAt);
      boolean tooLong = outage.at == Ages.NONE && at - since >= limits.pause;
      return tooLong ? new Ending(StopReason.POWER_LOSS, since) : null;
    }
    return doubtSince == Ages.NONE ? live(going, socket, at, limits) : null;
  }

  private static @Nullable Ending off(
      Session going, Socket socket, long at, ChargingLimits limits) {
    StopReason reason = socket.reason;
    if (unplugged(going, socket, at, limits)) {
      StopReason why = reason == null ? StopReason.UNPLUGGED : reason;
      return new Ending(why, Math.max(socket.plugSince, socket.orderedAt));
    }
    if (reason == null) {
      boolean tooLong = at - socket.orderedAt >= limits.pause;
      return tooLong ? new Ending(StopReason.POWER_LOSS, socket.orderedAt) : null;
    }
    if (socket.isOff()) {
      return new Ending(reason, Math.max(socket.relaySince, socket.orderedAt));
    }
    return at - socket.orderedAt >= limits.followHold ? new Ending(reason, at) : null;
  }

  private static @Nullable Ending live(
      Session going, Socket socket, long at, ChargingLimits limits) {
    StopReason over = going.over(at, limits);
    if (unplugged(going, socket, at, limits)) {
      return new Ending(StopReason.UNPLUGGED, going.drewUntil(socket.plugSince));
    }
    return over == null ? null : new Ending(over, going.drewUntil(at));
  }

  /** A plug that was said to be out when the session began is not believed. */
  private static boolean unplugged(Session going, Socket socket, long at, ChargingLimits limits) {
    return socket.plugSince > going.start && socket.unplugged(at, limits);
  }
}
