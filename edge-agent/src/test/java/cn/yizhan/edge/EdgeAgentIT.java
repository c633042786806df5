package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Reply;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EdgeAgentIT {
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

  @Test
  void aReadingIsAcknowledgedWhenDurableAndArrives() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    Plug plug = Plug.connect(vertx, "plug-3", agent.localPort());
    get(plug.points("[{\"n\":\"bay/3/power\",\"u\":\"W\",\"v\":412.5}]"));
    until("the reading arrives", () -> !hub.readings("bay/3/power").isEmpty());
    assertEquals(412.5, hub.readings("bay/3/power").get(0).value());
    assertEquals(Map.of(Lane.DATA, 1L), firstSeqs());
    assertEquals("yizhan-agent development", hub.births().get(0).agent());
  }

  private Map<Lane, Long> firstSeqs() {
    return Map.of(Lane.DATA, hub.stored(Lane.DATA).get(0).seq());
  }

  @Test
  void withoutAHubEverythingIsKeptAndArrivesInOrderLater() throws Exception {
    hub.refuse(true);
    EdgeAgent agent = station.agent(dir, hub.port());
    Plug plug = Plug.connect(vertx, "plug-3", agent.localPort());
    for (int i = 1; i <= 40; i++) {
      get(plug.points("[{\"n\":\"supply/water/level\",\"v\":" + i + "}]"));
    }
    hub.refuse(false);
    until("all arrive", () -> hub.readings("supply/water/level").size() >= 40);
    List<Double> values = new ArrayList<>();
    hub.readings("supply/water/level").forEach(r -> values.add(r.value()));
    for (int i = 0; i < 40; i++) {
      assertEquals(i + 1.0, values.get(i));
    }
    assertEquals(List.of(), hub.gaps());
  }

  @Test
  void lostAcknowledgementsAndCutLinksLoseAndDoubleNothing() throws Exception {
    EdgeAgent agent = station.impatientAgent(dir, hub.port());
    hub.treat(FakeHub.Treatment.CUT_BEFORE, r -> r.seq() % 17 == 0 && hub.births().size() < 8);
    hub.treat(FakeHub.Treatment.CUT_AFTER, r -> r.seq() % 13 == 0 && hub.births().size() < 8);
    hub.treat(FakeHub.Treatment.TAKE_SILENTLY, r -> r.seq() % 11 == 0 && hub.births().size() < 5);
    Plug plug = Plug.connect(vertx, "plug-3", agent.localPort());
    for (int i = 1; i <= 100; i++) {
      get(plug.points("[{\"n\":\"supply/water/level\",\"v\":" + i + "}]"));
    }
    until(
        "all is acknowledged",
        () -> {
          try {
            var at = get(agent.position());
            return at.acknowledged().getOrDefault(Lane.EVENT, 0L)
                == at.next().getOrDefault(Lane.EVENT, 0L) - 1;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    assertEquals(List.of(), hub.gaps());
    assertEquals(
        hub.stored().size(),
        hub.stored().stream().map(r -> r.lane() + "" + r.seq()).distinct().count());
    List<Double> values =
        hub.readings("supply/water/level").stream().map(r -> r.value()).distinct().toList();
    assertEquals(100, values.size());
  }

  @Test
  void anOverheatingBayIsCutConfirmedLatchedAndTold() throws Exception {
    hub.rules(Map.of("S02", Map.of("criticalHold", 0.0, "clearHold", 1.0)));
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    Plug plug = Plug.connect(vertx, "plug-3", agent.localPort());
    get(
        plug.points(
            "[{\"n\":\"bay/3/relay\",\"vb\":true},{\"n\":\"bay/3/temperature\",\"v\":31}]"));

    plug.points("[{\"n\":\"bay/3/temperature\",\"u\":\"Cel\",\"v\":70}]");

    until("the plug is told", () -> plug.heard().contains(OFF_3));
    until("the hub is told", () -> !hub.events("safety.cut").isEmpty());
    StationEvent cut = hub.events("safety.cut").get(0);
    assertEquals("bay/3", cut.subject());
    assertEquals("S02@1", cut.rule());
    assertEquals(true, cut.data().get("confirmed"));
    assertEquals(70.0, cut.data().get("value"));
    System.out.println("cut and confirmed after ms: " + cut.data().get("reactionMs"));
    assertTrue(plug.heard().stream().anyMatch(text -> text.contains("过热")), plug.heard()::toString);

    int before = hub.events("safety.cut").size();
    plug.points("[{\"n\":\"bay/3/relay\",\"vb\":true}]");
    until("it is cut again", () -> hub.events("safety.cut").size() > before);

    command("c1", "bay/3");
    until("refused while hot", () -> hub.replies().size() == 1);
    assertEquals(Reply.Result.FAILED, hub.replies().get(0).result());

    get(plug.points("[{\"n\":\"bay/3/temperature\",\"v\":30}]"));
    until(
        "reset when cool",
        () -> {
          command("c" + System.nanoTime(), "bay/3");
          return hub.replies().stream().anyMatch(r -> r.result() == Reply.Result.DONE);
        });
    until("the reset is told", () -> !hub.events("safety.reset").isEmpty());
  }

  private void command(String id, String target) {
    hub.send(
        station.topic(),
        Kind.COMMAND,
        new Command(
            id, "reset-latch", target, Map.of(), System.currentTimeMillis() + 60_000, "li"));
  }

  @Test
  void aLatchOutlivesTheAgent() throws Exception {
    hub.rules(Map.of("S02", Map.of("criticalHold", 0.0)));
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    Plug plug = Plug.connect(vertx, "plug-3", agent.localPort());
    plug.points("[{\"n\":\"bay/3/relay\",\"vb\":true},{\"n\":\"bay/3/temperature\",\"v\":70}]");
    until("told", () -> !hub.events("safety.cut").isEmpty());
    get(agent.stop());

    EdgeAgent next = station.agent(dir, hub.port());
    Plug again = Plug.connect(vertx, "plug-3", next.localPort());
    until("the hub is told anew", () -> !hub.events("safety.latched").isEmpty());
    again.points("[{\"n\":\"bay/3/relay\",\"vb\":true}]");
    until("it is cut again", () -> again.heard().contains(OFF_3));
  }

  @Test
  void aRepeatedCommandIsAnsweredAgainAndAnUnknownOneRefused() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    Command odd =
        new Command("c9", "dance", "bay/1", Map.of(), System.currentTimeMillis() + 60_000, "li");
    hub.send(station.topic(), Kind.COMMAND, odd);
    hub.send(station.topic(), Kind.COMMAND, odd);
    until("answered twice", () -> hub.replies().size() == 2);
    assertEquals(hub.replies().get(0), hub.replies().get(1));
    assertEquals(Reply.Result.REFUSED, hub.replies().get(0).result());
    get(agent.stop());
    EdgeAgent next = station.agent(dir, hub.port());
    until("configured", next::connected);
    hub.send(station.topic(), Kind.COMMAND, odd);
    until("answered after the restart", () -> hub.replies().size() == 3);
    assertEquals(hub.replies().get(0), hub.replies().get(2));
  }

  @Test
  void aJournalBehindTheHubBeginsANewEpoch() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    until("configured", agent::connected);
    Plug plug = Plug.connect(vertx, "plug-3", agent.localPort());
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":1}]"));
    String epoch =
        java.util.Objects.requireNonNull(hub.births().get(0).lanes().get(Lane.EVENT)).epoch();
    until("it arrives", () -> !hub.readings("supply/water/level").isEmpty());
    hub.refuse(true);
    until("the agent has seen it", () -> !agent.connected());
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":2}]"));
    hub.pretend(Lane.EVENT, new LanePosition(epoch, 99));
    hub.refuse(false);
    until(
        "what was not sent arrives in another epoch",
        () -> hub.readings("supply/water/level").stream().anyMatch(r -> r.value() == 2));
    assertFalse(hub.stored().get(hub.stored().size() - 1).epoch().equals(epoch));
  }

  @Test
  void badInputCostsItselfOnly() throws Exception {
    EdgeAgent agent = station.agent(dir, hub.port());
    Plug plug = Plug.connect(vertx, "plug-3", agent.localPort());
    get(plug.points("not json"));
    get(plug.points("[{\"n\":\"bay/99/power\",\"v\":1},{\"n\":\"bay/1/power\",\"v\":2}]"));
    until("the good one arrives", () -> !hub.readings("bay/1/power").isEmpty());
    assertTrue(plug.connected());
    String kept = java.nio.file.Files.readString(dir.resolve("rejected.jsonl"));
    assertEquals(2, kept.lines().count(), kept);
    plug.publish("set", "x");
    until("another topic ends the connection", () -> !plug.connected());
  }
}
