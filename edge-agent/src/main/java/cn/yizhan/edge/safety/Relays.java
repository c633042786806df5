package cn.yizhan.edge.safety;

import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What the hardware last said of its relays, and what that says of an order; steady times. */
final class Relays {
  /** A relay heard to be on so soon after the order may have been read before it, ms. */
  private static final long MAY_BE_OLD = 200;

  /** How far the clock of hardware that gives times of its own may be behind the agent's, ms. */
  private static final long CLOCKS_DIFFER = 500;

  private static final long MAX_AGE = maxAge();

  private record Said(boolean on, long at) {}

  private final Map<Integer, Said> said = new HashMap<>();

  private static long maxAge() {
    PointType relay = PointCatalogue.standard().typeOf("bay/1/relay");
    return Objects.requireNonNull(relay).maxAge().toMillis();
  }

  /** Takes a report; false when a newer one of that bay has been heard. */
  boolean heard(int bay, boolean on, long at) {
    Said before = said.get(bay);
    if (before != null && at < before.at) {
      return false;
    }
    said.put(bay, new Said(on, at));
    return true;
  }

  /** True when the bay is known to be off; one that has never been heard is not. */
  boolean off(int bay, long now) {
    Said last = said.get(bay);
    return last != null && !last.on && now - last.at < MAX_AGE;
  }

  /** True when the bay's hardware has said something since the start. */
  boolean known(int bay) {
    return said.containsKey(bay);
  }

  /** True when what was read then was read after the order was given. */
  static boolean follows(Latch.Order order, long at) {
    return at >= order.since - CLOCKS_DIFFER;
  }

  /** True when a relay that is on then has not followed the order. */
  static boolean defies(Latch.Order order, long at) {
    return at - order.last >= MAY_BE_OLD;
  }
}
