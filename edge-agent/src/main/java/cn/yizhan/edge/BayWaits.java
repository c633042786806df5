package cn.yizhan.edge;

import cn.yizhan.edge.mapping.BayDevices;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** Orders that wait for the hardware of a bay to say that it has followed. */
final class BayWaits {
  /** Hardware says so within this time, ms: the slowest family reports every ten seconds. */
  static final long MOST = 20_000;

  private record Wait(int bay, boolean on, long since, Promise<Boolean> done) {}

  private final List<Wait> waits = new ArrayList<>();

  /** True when the relay has been read as wanted, false when it has not been in time. */
  Future<Boolean> relay(int bay, boolean on, Moment now) {
    Promise<Boolean> done = Promise.promise();
    waits.add(new Wait(bay, on, now.steady(), done));
    return done.future();
  }

  void hear(Heard heard) {
    int bay = BayDevices.relayOf(heard.reading().point());
    boolean on = heard.reading().value() != 0;
    if (bay > 0) {
      end(w -> w.bay == bay && w.on == on && heard.at() >= w.since, true);
    }
  }

  void tick(Moment now) {
    end(w -> now.steady() - w.since >= MOST, false);
  }

  private void end(java.util.function.Predicate<Wait> which, boolean followed) {
    List<Wait> over = waits.stream().filter(which).toList();
    waits.removeAll(over);
    over.forEach(wait -> wait.done.tryComplete(followed));
  }
}
