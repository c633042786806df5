package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.SmallDisk;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hardware is heard and dangers are cut whatever the disk does, and it goes on when it is back. */
final class DiskTroubleIT {
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

  private Plug plug(EdgeAgent agent) throws Exception {
    return Plug.connect(vertx, "plug-" + System.nanoTime(), agent.localPort());
  }

  private static Future<Void> level(Plug plug, int value) {
    return plug.points("[{\"n\":\"supply/water/level\",\"v\":" + value + "}]");
  }

  /** Smoke cuts all bays at once. */
  private static void smokeCuts(Plug plug) {
    plug.points("[{\"n\":\"bay/1/relay\",\"vb\":true},{\"n\":\"room/smoke\",\"vb\":true}]");
    until("a bay is cut", () -> plug.heard().contains("[{\"n\":\"bay/1/relay\",\"vb\":false}]"));
  }

  private boolean told(String type) {
    return !hub.events(type).isEmpty();
  }

  @Test
  void anAgentWithoutItsDiskCutsAndGoesOnWhenTheDiskComes() throws Exception {
    Path data = dir.resolve("data");
    Files.writeString(data, "not a folder: the disk has not been mounted");
    EdgeAgent agent = station.agent(data, hub.port());
    Plug plug = plug(agent);
    Future<Void> early = level(plug, 1);
    smokeCuts(plug);
    assertFalse(early.isComplete(), "acknowledged without being durable");
    assertFalse(agent.connected());

    Files.delete(data);
    get(early);
    until("the reading arrives", () -> !hub.readings("supply/water/level").isEmpty());
    until("the cut is told", () -> told("safety.cut"));
    assertEquals(1, hub.readings("supply/water/level").size());
    get(agent.stop());
    EdgeAgent next = station.agent(data, hub.port());
    until("the latch was kept", () -> told("safety.latched") && next.connected());
  }

  @Test
  void aReadOnlyDiskStopsNeitherTheStartNorSafety() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("disk"))) {
      Path data = dir.resolve("disk").resolve("data");
      EdgeAgent first = station.agent(data, hub.port());
      Plug before = plug(first);
      get(level(before, 1));
      smokeCuts(before);
      until("the cut is told", () -> told("safety.cut"));
      get(first.stop());

      disk.readOnly(true);
      EdgeAgent agent = station.agent(data, hub.port());
      Plug plug = plug(agent);
      plug.points("[{\"n\":\"bay/2/relay\",\"vb\":true}]");
      until(
          "what was latched before stays dead",
          () -> plug.heard().contains("[{\"n\":\"bay/2/relay\",\"vb\":false}]"));
      Future<Void> waiting = level(plug, 2);
      smokeCuts(plug);
      assertFalse(waiting.isComplete());
      disk.readOnly(false);
      get(waiting);
      until(
          "it arrives",
          () -> hub.readings("supply/water/level").stream().anyMatch(r -> r.value() == 2));
      get(agent.stop());
    }
  }

  @Test
  void whatAReadOnlyDiskHoldsIsSentBeforeItCanBeWritten() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("disk"))) {
      Path data = dir.resolve("disk").resolve("data");
      hub.refuse(true);
      EdgeAgent first = station.agent(data, hub.port());
      get(level(plug(first), 1));
      get(first.stop());

      disk.readOnly(true);
      hub.refuse(false);
      EdgeAgent agent = station.agent(data, hub.port());
      until("what it holds arrives", () -> arrived(1));
      Future<Void> waiting = level(plug(agent), 2);
      assertFalse(waiting.isComplete());
      disk.readOnly(false);
      get(waiting);
      until("what waited arrives", () -> arrived(2));
      assertEquals(0, hub.gaps().size(), hub.gaps()::toString);
      get(agent.stop());
    }
  }

  private boolean arrived(int level) {
    return hub.readings("supply/water/level").stream().anyMatch(r -> r.value() == level);
  }

  @Test
  void aFullDiskLosesNothingThatWasAcknowledgedAndSaysWhatItDidNotTake() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(dir.resolve("disk"))) {
      EdgeAgent agent = station.agent(dir.resolve("disk").resolve("data"), hub.port());
      Plug first = plug(agent);
      get(level(first, 1));
      disk.fill();
      fillTheLastPage(first);
      Plug plug = plug(agent);
      smokeCuts(plug);
      disk.empty();
      until("the cut is told", () -> told("safety.cut"));
      until("the agent takes readings again", () -> takes(agent));
      until("the hub is told", () -> told("journal.refused"));
      StationEvent refused = hub.events("journal.refused").get(0);
      assertTrue((Double) refused.data().getOrDefault("reports", 0.0) >= 1, refused::toString);
      assertEquals(0, hub.gaps().size(), hub.gaps()::toString);
      get(agent.stop());
    }
  }

  /** Readings are taken until the file that is open is at the end of its last page. */
  private static void fillTheLastPage(Plug plug) {
    int[] value = {100};
    until(
        "nothing is taken any more",
        () -> {
          Future<Void> taken = level(plug, value[0]++);
          try {
            taken.toCompletionStage().toCompletableFuture().get(1, TimeUnit.SECONDS);
            return false;
          } catch (Exception notTaken) {
            return true;
          }
        });
  }

  private boolean takes(EdgeAgent agent) {
    try {
      get(level(plug(agent), 7));
      return true;
    } catch (Exception e) {
      return false;
    }
  }
}
