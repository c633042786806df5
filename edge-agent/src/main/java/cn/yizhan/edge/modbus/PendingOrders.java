package cn.yizhan.edge.modbus;

import cn.yizhan.edge.registers.RegisterWrite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Orders that wait for a line. Of one relay only the newest counts; what switches off goes first.
 * Safe for all threads.
 */
final class PendingOrders {
  /** Relays with an order waiting at most. */
  static final int MOST = 256;

  private final Map<String, Order> waiting = new LinkedHashMap<>();
  private final Semaphore news = new Semaphore(0);

  /**
   * An order.
   *
   * @param turn the unit
   * @param channel its relay
   * @param on whether it is to be on
   * @param writes what is written
   */
  record Order(UnitTurn turn, int channel, boolean on, List<RegisterWrite> writes) {}

  /** Takes an order; false when there are too many. */
  synchronized boolean add(Order order) {
    String relay = order.turn().source() + "/" + order.channel();
    if (waiting.size() >= MOST && !waiting.containsKey(relay)) {
      return false;
    }
    waiting.remove(relay);
    waiting.put(relay, order);
    wake();
    return true;
  }

  /** The next order, null when there is none. */
  synchronized @Nullable Order next() {
    String first = null;
    for (Map.Entry<String, Order> entry : waiting.entrySet()) {
      if (!entry.getValue().on()) {
        return waiting.remove(entry.getKey());
      }
      first = first == null ? entry.getKey() : first;
    }
    return first == null ? null : waiting.remove(first);
  }

  /** Waits for an order, that long at most. */
  void await(long millis) throws InterruptedException {
    if (news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }

  /** Whoever waits looks again. */
  void wake() {
    news.release();
  }
}
