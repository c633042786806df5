package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.protocol.message.Birth;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hardware that the hub has not been told of yet. */
final class NewHardwareIT {
  private static final String OFF_3 = "[{\"n\":\"bay/3/relay\",\"vb\":false}]";

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final TestStation station = new TestStation(vertx);

  @SuppressWarnings("NullAway.Init")
  private FakeHub hub;

  @BeforeEach
  void startHub() throws Exception {
    hub = station.hub();
  }

  @AfterEach
  void stopAll() throws Exception {
    station.close();
    get(vertx.close());
  }

  private static String battery(String device) {
    return "[{\"n\":\"device/" + device + "/battery\",\"v\":80}]";
  }

  @Test
  void aConnectionThatIsStillBeingMadeIsLeftToTellOfNewHardwareItself() throws Exception {
    hub.hold(true);
    EdgeAgent agent = station.agent(dir, hub.port());
    until("the hub is asked", () -> hub.connections() == 1);
    for (String device : List.of("plug-1", "plug-2", "plug-3")) {
      get(Plug.connect(vertx, device, agent.localPort()).points(battery(device)));
    }
    hub.hold(false);
    until("told of all", () -> !hub.readings("device/plug-3/battery").isEmpty());
    assertEquals(1, hub.connections());
    assertEquals(
        List.of("plug-1", "plug-2", "plug-3"),
        hub.births().get(0).devices().stream().map(Birth.Device::id).toList());
  }

  @Test
  void newHardwareIsDeclaredBeforeItsReadingsAreSent() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    get(Plug.connect(vertx, "plug-1", agent.localPort()).points(battery("plug-1")));
    until("it arrives", () -> !hub.readings("device/plug-1/battery").isEmpty());
    assertEquals(2, hub.births().size());
  }

  @Test
  void whoeverSaysNothingTrueIsNotTakenForHardware() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    Plug stranger = Plug.connect(vertx, "stranger", agent.localPort());
    get(stranger.points("garbage"));
    get(stranger.points("[{\"n\":\"bay/99/power\",\"v\":1}]"));
    get(stranger.points(battery("plug-1")));
    get(Plug.connect(vertx, "plug-1", agent.localPort()).points(battery("plug-1")));
    until("the true one arrives", () -> !hub.readings("device/plug-1/battery").isEmpty());
    List<Birth> births = hub.births();
    assertEquals(
        List.of("plug-1"),
        births.get(births.size() - 1).devices().stream().map(Birth.Device::id).toList());
  }

  @Test
  void aDeviceThatComesBackHearsThatItsBayIsLatched() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    Plug plug = Plug.connect(vertx, "plug-3", agent.localPort());
    get(plug.points("[{\"n\":\"bay/3/relay\",\"vb\":false}]"));
    get(plug.close());
    Plug detector = Plug.connect(vertx, "detector", agent.localPort());
    detector.obey(order -> false);
    get(detector.points("[{\"n\":\"room/smoke\",\"vb\":true}]"));
    Plug again = Plug.connect(vertx, "plug-3", agent.localPort());
    until("it is ordered off though it had been off", () -> again.heard().contains(OFF_3));
  }
}
