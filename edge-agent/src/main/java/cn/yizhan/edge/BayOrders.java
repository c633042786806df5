package cn.yizhan.edge;

import io.vertx.core.Future;

/**
 * What people far away can have done at the bays, beside taking a latch off. Called on the agent's
 * event loop, once for each order however often the hub repeats it; each answer comes within half a
 * minute, and when the hardware confirms, not when the order has left. A failed future is answered
 * to the hub as a failure with its message.
 */
interface BayOrders {
  /**
   * What became of an order.
   *
   * @param done true when it is as ordered, by this order or since before
   * @param detail a sentence for people: why it is not, or what is worth knowing
   */
  record Outcome(boolean done, String detail) {}

  /**
   * Switches a bay on. A latched bay is not: it is energised again only with confirmation on site,
   * so the outcome is a failure that names what holds the latch. Nor is one that was taken out of
   * use, or that the station does not have.
   *
   * @param by who ordered it
   */
  Future<Outcome> start(int bay, String by);

  /** Switches a bay off; it stays off until it is started. */
  Future<Outcome> stop(int bay, String by);

  /** Makes a bay noticed for a moment, and leaves it as it was. */
  Future<Outcome> identify(int bay, String by);

  /** Takes a bay out of use, which switches it off, or into use again; both outlive a restart. */
  Future<Outcome> use(int bay, boolean available, String by);

  /**
   * Begins the test mode, in which cuts are made but only the tester is told, or ends it.
   *
   * @param minutes 1 to 30 after which it ends by itself, 0 to end it now
   */
  Future<Outcome> test(int minutes, String by);
}
