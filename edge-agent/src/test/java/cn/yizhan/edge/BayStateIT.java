package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.yizhan.edge.bays.BayState;
import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bays of a running agent: their states, sessions and timers. */
final class BayStateIT {
  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final TestStation station = new TestStation(vertx);

  @SuppressWarnings("NullAway.Init")
  private FakeHub hub;

  @SuppressWarnings("NullAway.Init")
  private Plug plug;

  @BeforeEach
  void start() throws Exception {
    hub = station.hub();
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    plug = Plug.connect(vertx, "plug-3", agent.localPort());
  }

  @AfterEach
  void stop() throws Exception {
    station.close();
    get(vertx.close());
  }

  private void power(double watts) throws Exception {
    get(plug.points("[{\"n\":\"bay/3/power\",\"u\":\"W\",\"v\":" + watts + "}]"));
  }

  private List<Double> states() {
    return hub.readings("bay/3/state").stream().map(r -> r.value()).toList();
  }

  @Test
  void theAgentFindsOutTheStateAndTheHardwaresWordIsPassedOver() throws Exception {
    get(plug.points("[{\"n\":\"bay/3/relay\",\"vb\":true}]"));
    power(0);
    until("a free bay", () -> states().contains(BayState.AVAILABLE.code()));
    get(plug.points("[{\"n\":\"bay/3/state\",\"vs\":\"Faulted\"}]"));
    power(300);
    until("what was said after it", () -> hub.readings("bay/3/power").size() > 1);
    assertFalse(states().contains(BayState.FAULTED.code()));
  }

  @Test
  void aLiveBayIsWoundUpAndTheHubKnowsTheOrder() throws Exception {
    get(plug.points("[{\"n\":\"bay/3/relay\",\"vb\":true}]"));
    until("wound up", () -> plug.heard().stream().anyMatch(o -> o.contains("bay/3/auto-off")));
    until("the hub knows the order", () -> !hub.readings("bay/3/order").isEmpty());
    assertEquals(1.0, hub.readings("bay/3/order").get(0).value());
  }

  @Test
  void aLoadThatLastsIsASession() throws Exception {
    get(plug.points("[{\"n\":\"bay/3/relay\",\"vb\":true}]"));
    until(
        "a session",
        () -> {
          try {
            power(300);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return !hub.events("session.started").isEmpty();
        });
    StationEvent started = hub.events("session.started").get(0);
    assertEquals("bay/3", started.subject());
    until("its state follows", () -> states().contains(BayState.CHARGING.code()));
  }
}
