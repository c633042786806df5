package cn.yizhan.edge.hardware;

import io.vertx.core.Future;

/** What the endpoint asks of the agent; called on the agent's event loop. */
public interface HardwareSide {
  /** Whether a publish was taken; a refused one is told so where the protocol can. */
  enum Taken {
    /** All of it. */
    WHOLE,
    /** Some or all of it was refused and kept for inspection. */
    REFUSED
  }

  /**
   * A device publishes a pack of readings.
   *
   * @param device its id
   * @param pack the bytes
   * @return done when what is to be reported is durable; a failure leaves the device unanswered, so
   *     that it sends again
   */
  Future<Taken> points(String device, byte[] pack);

  /**
   * Somebody on site takes a latch off.
   *
   * @param device the device used
   * @param order the bytes
   */
  Future<Taken> reset(String device, byte[] order);

  /** A device listens for orders from now on. */
  void joined(String device);

  /** A device listens to what displays show: show it all. */
  void displayJoined();
}
