package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.edge.uplink.LinkFigures;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Reading;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection to the hub when things go wrong. */
final class UplinkIT {
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

  @Test
  void anOverdueAcknowledgementEndsTheConnectionAndOnlyThenIsSentAgain() throws Exception {
    EdgeAgent agent = station.impatientAgent(dir, hub.port());
    until("configured", agent::connected);
    hub.treat(FakeHub.Treatment.TAKE_SILENTLY, report -> hub.births().size() == 1);
    Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":1}]"));
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":2}]"));
    until("stored", () -> hub.readings("supply/water/level").size() == 2);
    until("a second connection", () -> hub.births().size() >= 2);
    until("sent again", () -> hub.duplicates() >= 1);
    until("acknowledged", () -> acknowledged(agent) >= 2);
    assertEquals(List.of(), hub.repeatedOnOneConnection());
    assertEquals(List.of(), hub.gaps());
  }

  private static long acknowledged(EdgeAgent agent) {
    try {
      return get(agent.position()).acknowledged().getOrDefault(Lane.EVENT, 0L);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anAgentWhoseHubComesAndGoesTriesUntilItIsThere() throws Exception {
    hub.refuse(true);
    EdgeAgent agent = station.agent(dir, hub.port());
    Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
    for (int i = 1; i <= 5; i++) {
      get(plug.points("[{\"n\":\"supply/water/level\",\"v\":" + i + "}]"));
      hub.refuse(false);
      int wanted = i;
      until(
          "it arrives",
          () -> hub.readings("supply/water/level").stream().anyMatch(r -> r.value() == wanted));
      hub.refuse(true);
    }
    assertEquals(List.of(), hub.gaps());
  }

  @Test
  void eventsOvertakeABacklogOfTelemetry() throws Exception {
    hub.refuse(true);
    EdgeAgent agent = station.agent(dir, hub.port());
    Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
    List<io.vertx.core.Future<Void>> sent = new ArrayList<>();
    for (int i = 1; i <= 150; i++) {
      StringBuilder pack = new StringBuilder("[");
      for (int bay = 1; bay <= 3; bay++) {
        for (String point : List.of("power", "energy", "voltage")) {
          pack.append("{\"n\":\"bay/").append(bay).append('/').append(point);
          pack.append("\",\"v\":").append(i * 20 % 900).append("},");
        }
      }
      pack.setCharAt(pack.length() - 1, ']');
      sent.add(plug.points(pack.toString()));
    }
    get(io.vertx.core.Future.all(sent));
    get(plug.points("[{\"n\":\"room/smoke\",\"vb\":true}]"));
    hub.refuse(false);
    until("the smoke is known", () -> !hub.readings("room/smoke").isEmpty());
    long dataBefore =
        hub.stored().stream()
            .takeWhile(report -> report.readings().stream().noneMatch(UplinkIT::smoke))
            .filter(report -> report.lane() == Lane.DATA)
            .count();
    assertEquals(0, dataBefore, "telemetry that went before");
    until("the telemetry follows", () -> hub.stored(Lane.DATA).size() >= 10);
  }

  private static boolean smoke(Reading reading) {
    return reading.point().equals("room/smoke");
  }

  @Test
  void aRestoredHubIsToldAllThatStillHolds() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":9}]"));
    get(plug.points("[{\"n\":\"bay/1/energy\",\"v\":500}]"));
    until("it arrives", () -> hub.readings("supply/water/level").size() == 1);
    until("it arrives", () -> hub.readings("bay/1/energy").size() == 1);
    until("acknowledged", () -> acknowledged(agent) >= 1);
    String epoch = hub.stored().get(0).epoch();
    hub.refuse(true);
    until("the agent has seen it", () -> !agent.connected());
    for (Lane lane : Lane.values()) {
      hub.pretend(lane, new LanePosition(epoch, 0));
    }
    hub.refuse(false);
    until("it is told again", () -> hub.readings("supply/water/level").size() == 2);
    until("it is told again", () -> hub.readings("bay/1/energy").size() == 2);
    assertEquals(
        hub.readings("bay/1/energy").get(0), hub.readings("bay/1/energy").get(1), "with its time");
  }

  @Test
  void whatTheConnectionCarriesIsMetered() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    LinkFigures before = Objects.requireNonNull(agent.link());
    assertEquals(1, before.connections());
    Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":9}]"));
    until("acknowledged", () -> acknowledged(agent) >= 1);
    LinkFigures after = Objects.requireNonNull(agent.link());
    assertTrue(after.today().messages() > before.today().messages(), after::toString);
    assertTrue(after.today().sent() > before.today().sent() + 100, after::toString);
    assertTrue(after.today().received() >= before.today().received() + 4, after::toString);
    assertTrue(after.lastAcknowledgedAt() >= StationClock.RELEASE, after::toString);
    hub.refuse(true);
    until("the agent has seen it", () -> !agent.connected());
    hub.refuse(false);
    until("configured again", agent::connected);
    LinkFigures again = Objects.requireNonNull(agent.link());
    assertTrue(again.connections() >= 2, again::toString);
    assertFalse(again.lastError().isEmpty());
  }

  @Test
  void manyAgentsLiveInOneProcess() throws Exception {
    List<EdgeAgent> agents = new ArrayList<>();
    List<FakeHub> hubs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FakeHub own = station.hub();
      hubs.add(own);
      agents.add(station.agent(dir.resolve("agent-" + i), own.port()));
    }
    for (EdgeAgent agent : agents) {
      Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
      plug.points("[{\"n\":\"bay/1/power\",\"v\":100}]");
    }
    for (FakeHub own : hubs) {
      until("its reading arrives", () -> !own.readings("bay/1/power").isEmpty());
    }
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("journal-"))
                .count()
            <= 4);
  }
}
