package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock of the agent's machine is set while hardware is hot. */
final class ClockStepIT {
  private static final long HOUR = 3_600_000;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final TestStation station = new TestStation(vertx);
  private final AtomicLong set = new AtomicLong();

  @AfterEach
  void stopAll() throws Exception {
    station.close();
    get(vertx.close());
  }

  private long clock() {
    return System.currentTimeMillis() + set.get();
  }

  private static String off(int bay) {
    return "[{\"n\":\"bay/" + bay + "/relay\",\"vb\":false}]";
  }

  private static long orders(Plug plug, int bay) {
    return plug.heard().stream().filter(off(bay)::equals).count();
  }

  /** Keeps a bay hot until the plug is told to switch it off. */
  private static void heat(Plug plug, int bay) {
    until(
        "bay " + bay + " is cut",
        () -> {
          plug.points("[{\"n\":\"bay/" + bay + "/temperature\",\"v\":80}]");
          return orders(plug, bay) > 0;
        });
  }

  @Test
  void aHotBayIsCutAndTheOrderRepeatedWhereverTheClockIsSetTo() throws Exception {
    FakeHub hub = station.hub();
    hub.rules(Map.of("S02", Map.of("criticalHold", 1.0)));
    EdgeAgent agent = station.agent(dir, hub.port(), this::clock);
    until("configured", agent::connected);
    Plug plug = Plug.connect(vertx, "plug", agent.localPort());
    plug.obey(order -> false);
    for (int bay = 1; bay <= 3; bay++) {
      get(
          plug.points(
              ("[{'n':'bay/"
                      + bay
                      + "/relay','vb':true},{'n':'bay/"
                      + bay
                      + "/temperature','v':20}]")
                  .replace('\'', '"')));
    }

    set.set(-HOUR);
    heat(plug, 1);
    set.set(240 * HOUR);
    heat(plug, 2);
    set.set(-HOUR);
    long ordered = orders(plug, 2);
    until("the order is repeated", () -> orders(plug, 2) >= ordered + 2);
    until("not confirmed", () -> hub.events("safety.cut").size() >= 2);
    plug.obey(order -> true);
    heat(plug, 3);
    until(
        "all are confirmed",
        () -> hub.events("safety.cut").stream().filter(ClockStepIT::confirmed).count() >= 3);
    for (StationEvent cut : hub.events("safety.cut")) {
      if (confirmed(cut)) {
        double reaction = (Double) cut.data().getOrDefault("reactionMs", Double.NaN);
        assertTrue(reaction >= 0 && reaction < HOUR, cut::toString);
      }
    }
    assertEquals(
        3, hub.events("safety.cut").stream().map(StationEvent::subject).distinct().count());
  }

  private static boolean confirmed(StationEvent cut) {
    return Boolean.TRUE.equals(cut.data().get("confirmed"));
  }
}
