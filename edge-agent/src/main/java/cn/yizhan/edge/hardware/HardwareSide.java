package cn.yizhan.edge.hardware;

import cn.yizhan.edge.mapping.Publish;
import io.vertx.core.Future;
import java.util.function.Predicate;

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
   * Hardware publishes in its vendor's way.
   *
   * @param publish what it says
   * @return as for {@link #points}
   */
  Future<Taken> publish(Publish publish);

  /**
   * Somebody on site takes a latch off.
   *
   * @param device the device used
   * @param order the bytes
   */
  Future<Taken> reset(String device, byte[] order);

  /** A device listens for orders from now on. */
  void joined(String device);

  /**
   * Hardware listens to further topics of its vendor's.
   *
   * @param topics says whether a topic is one of them
   */
  void listening(Predicate<String> topics);

  /** A device listens to what displays show: show it all. */
  void displayJoined();
}
