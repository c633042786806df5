package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.AgentProcess;
import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Report;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process of its own, killed again and again while hardware talks to it. */
final class KilledAgentIT {
  private static final int KILLS = 50;
  private static final int UNHURRIED = 6;
  private static final int MOST_WAITING = 100;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final TestStation station = new TestStation(vertx);
  private final Set<Integer> accepted = new ConcurrentSkipListSet<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();

  @AfterEach
  void stopAll() throws Exception {
    station.close();
    get(vertx.close());
  }

  @Test
  void killedFiftyTimesEveryAcceptedReadingArrivesOnceAndInOrder() throws Exception {
    FakeHub hub = station.hub();
    Random chance = new Random(20);
    hub.treat(FakeHub.Treatment.CUT_AFTER, report -> chance.nextInt(60) == 0);
    hub.treat(FakeHub.Treatment.CUT_BEFORE, report -> chance.nextInt(60) == 0);
    Path enrolment = station.enrolmentFile(dir, hub.port());
    for (int kill = 0; kill < KILLS; kill++) {
      AgentProcess agent = AgentProcess.start(enrolment, dir.resolve("data"));
      Plug plug = Plug.connect(vertx, "plug-1", agent.port());
      // Most agents die young; some live long enough for telemetry and for the hub.
      boolean old = kill % UNHURRIED == 0;
      int goal = accepted.size() + 1 + chance.nextInt(old ? 60 : 12);
      int sent = hub.stored().size() + (old ? 1 + chance.nextInt(30) : 0);
      until(
          "some is accepted and some sent",
          () -> talk(plug, goal) && accepted.size() >= goal && hub.stored().size() >= sent);
      agent.kill();
      waiting.set(0);
    }
    hub.treat(FakeHub.Treatment.TAKE, report -> true);
    AgentProcess last = AgentProcess.start(enrolment, dir.resolve("data"));
    until("everything accepted arrives", () -> missing(hub).isEmpty());
    last.terminate();

    List<Integer> arrived = arrived(hub);
    List<Integer> twice =
        arrived.stream().filter(value -> Collections.frequency(arrived, value) > 1).toList();
    assertEquals(List.of(), twice, "readings that arrived in two reports, or twice in one");
    assertEquals(List.of(), hub.gaps());
    for (Lane lane : Lane.values()) {
      long seq = 0;
      for (Report report : hub.stored(lane)) {
        assertEquals(++seq, report.seq(), "each number once and in order in lane " + lane);
      }
    }
    assertEquals(1, hub.stored().stream().map(Report::epoch).distinct().count());
    assertTrue(hub.births().size() > KILLS / UNHURRIED);
    System.out.println(
        "accepted and arrived: "
            + accepted.size()
            + ", reports: "
            + hub.stored().size()
            + ", sent again: "
            + hub.duplicates()
            + ", connections: "
            + hub.births().size());
  }

  /** Keeps some publishes on their way; each has a value of its own, in either lane. */
  private boolean talk(Plug plug, int goal) {
    while (waiting.get() < MOST_WAITING && accepted.size() < goal + 200 && plug.connected()) {
      int value = next.incrementAndGet();
      waiting.incrementAndGet();
      String point = value % 2 == 0 ? "bay/1/energy" : "supply/water/level";
      int scale = value % 2 == 0 ? 10 : 1;
      plug.points("[{\"n\":\"" + point + "\",\"v\":" + value * scale + "}]")
          .onSuccess(
              done -> {
                accepted.add(value);
                waiting.decrementAndGet();
              });
    }
    return true;
  }

  private Set<Integer> missing(FakeHub hub) {
    Set<Integer> missing = new HashSet<>(accepted);
    arrived(hub).forEach(missing::remove);
    return missing;
  }

  /** The value of each reading of each report stored. */
  private static List<Integer> arrived(FakeHub hub) {
    List<Integer> values = new ArrayList<>();
    hub.readings("bay/1/energy").forEach(r -> values.add((int) r.value() / 10));
    hub.readings("supply/water/level").forEach(r -> values.add((int) r.value()));
    return values;
  }
}
