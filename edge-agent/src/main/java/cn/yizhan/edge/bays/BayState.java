package cn.yizhan.edge.bays;

import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.util.Objects;

/**
 * The state of a charging bay in the words of OCPP 1.6 (edition 2, section 7.7, ChargePointStatus).
 * Reserved is not among them: nothing can be reserved at a station.
 */
public enum BayState {
  /** Free: whoever plugs in is served, or can have it started. */
  AVAILABLE("Available"),
  /** Something is plugged in, or has begun to draw, and is not a session yet. */
  PREPARING("Preparing"),
  /** A session, and it draws. */
  CHARGING("Charging"),
  /** A session, the bay is live, and what is plugged in does not draw. */
  SUSPENDED_EV("SuspendedEV"),
  /** A session, and the bay is off by order. */
  SUSPENDED_EVSE("SuspendedEVSE"),
  /** The session is over, what was charged is presumably still there. */
  FINISHING("Finishing"),
  /** Taken out of use, stopped, or switched off at the plug. */
  UNAVAILABLE("Unavailable"),
  /** Latched by safety, or the relay does not follow. */
  FAULTED("Faulted");

  private final String word;

  BayState(String word) {
    this.word = word;
  }

  /** The word of OCPP. */
  public String word() {
    return word;
  }

  /** The value of the point {@code bay/{n}/state}: the place of the word in its list. */
  public double code() {
    PointType type = PointCatalogue.standard().typeOf("bay/1/state");
    return Objects.requireNonNull(type).values().words().indexOf(word);
  }
}
