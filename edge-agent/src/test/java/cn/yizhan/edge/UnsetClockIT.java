package cn.yizhan.edge;

import static cn.yizhan.edge.testing.Awaiting.get;
import static cn.yizhan.edge.testing.Awaiting.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.FakeHub;
import cn.yizhan.edge.testing.Plug;
import cn.yizhan.edge.testing.TestMachine;
import cn.yizhan.edge.testing.TestStation;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that have no clock of their own, and do not know the time when they start. */
final class UnsetClockIT {
  private static final long HOUR = 3_600_000;

  /** What hardware and hub need to tell each other something on a busy machine, ms. */
  private static final long SOON = 60_000;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final TestStation station = new TestStation(vertx);
  private final long began = System.currentTimeMillis();

  @SuppressWarnings("NullAway.Init")
  private FakeHub hub;

  @BeforeEach
  void startHub() throws Exception {
    hub = station.hub();
    hub.refuse(true);
  }

  @AfterEach
  void stopAll() throws Exception {
    station.close();
    get(vertx.close());
  }

  private static TestMachine unset(long uptime) {
    return new TestMachine(uptime, uptime);
  }

  private EdgeAgent start(TestMachine machine) throws Exception {
    return station.agent(dir, hub.port(), machine);
  }

  private void level(EdgeAgent agent, int value) throws Exception {
    Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":" + value + "}]"));
    get(plug.points("[{\"n\":\"bay/1/energy\",\"v\":" + 100 * value + "}]"));
    get(plug.close());
  }

  private Reading arrived(String point, int value) {
    until(point + " arrives", () -> hub.readings(point).stream().anyMatch(r -> r.value() == value));
    return hub.readings(point).stream().filter(r -> r.value() == value).findFirst().orElseThrow();
  }

  private void assertNothingIsOfBefore(long time) {
    for (Report report : hub.stored()) {
      assertTrue(report.sent() >= time, report::toString);
      report.readings().forEach(r -> assertTrue(r.at() >= time, report::toString));
      report.events().forEach(e -> assertTrue(e.at() >= time, report::toString));
    }
    hub.births().forEach(b -> assertTrue(b.sent() >= StationClock.RELEASE, b::toString));
    assertEquals(List.of(), hub.gaps());
  }

  private static void assertWithin(long from, long time, long to) {
    assertTrue(from <= time && time <= to, from + " <= " + time + " <= " + to);
  }

  @Test
  void whatAnUnsetClockDatedArrivesWithTrueTimesLearntFromTheHub() throws Exception {
    TestMachine machine = unset(50 * HOUR);
    EdgeAgent agent = start(machine);
    long before = System.currentTimeMillis();
    level(agent, 1);
    long after = System.currentTimeMillis();
    hub.refuse(false);
    assertWithin(before - SOON, arrived("supply/water/level", 1).at(), after + SOON);
    assertWithin(before - SOON, arrived("bay/1/energy", 100).at(), after + SOON);
    level(agent, 2);
    arrived("supply/water/level", 2);
    assertNothingIsOfBefore(before - SOON);
    assertEquals(List.of(), hub.events("clock.estimated"));
  }

  @Test
  void aClockSetWhileRunningDatesWhatCameBefore() throws Exception {
    TestMachine machine = unset(3 * HOUR);
    EdgeAgent agent = start(machine);
    level(agent, 1);
    long truth = System.currentTimeMillis() - 10 * HOUR;
    machine.set(truth);
    level(agent, 2);
    hub.refuse(false);
    Reading first = arrived("supply/water/level", 1);
    Reading second = arrived("supply/water/level", 2);
    assertWithin(truth - SOON, first.at(), truth);
    assertWithin(truth, second.at(), truth + SOON);
    assertWithin(truth - SOON, arrived("bay/1/energy", 100).at(), truth);
    assertNothingIsOfBefore(truth - SOON);
  }

  @Test
  void anAgentStartedAgainOnTheSameMachineKnowsWhatTheFirstDidNot() throws Exception {
    TestMachine machine = unset(3 * HOUR);
    EdgeAgent agent = start(machine);
    level(agent, 1);
    get(agent.stop());
    EdgeAgent next = start(machine);
    level(next, 2);
    hub.refuse(false);
    assertWithin(began - SOON, arrived("supply/water/level", 1).at(), began + SOON);
    arrived("supply/water/level", 2);
    assertEquals(List.of(), hub.events("clock.estimated"));
    assertNothingIsOfBefore(began - SOON);
  }

  @Test
  void whatAMachineDatedThatNeverLearntTheTimeIsSaidToBeAnEstimate() throws Exception {
    EdgeAgent known = start(new TestMachine(HOUR, began - 5 * HOUR));
    level(known, 1);
    get(known.stop());
    EdgeAgent lost = start(unset(HOUR));
    level(lost, 2);
    get(lost.stop());
    start(unset(20_000));
    hub.refuse(false);

    Reading first = arrived("supply/water/level", 1);
    Reading estimated = arrived("supply/water/level", 2);
    assertTrue(first.at() < estimated.at());
    assertWithin(began - SOON, estimated.at(), System.currentTimeMillis());
    for (Lane lane : Lane.values()) {
      until("said in lane " + lane, () -> estimates(lane).size() == 1);
      StationEvent note = estimates(lane).get(0);
      double from = (Double) note.data().getOrDefault("from", 0.0);
      double until = (Double) note.data().getOrDefault("until", 0.0);
      assertTrue(from * 1000 >= began - 5 * HOUR, note::toString);
      assertTrue(from * 1000 <= estimated.at() && estimated.at() <= until * 1000, note::toString);
    }
    assertNothingIsOfBefore(began - 5 * HOUR);
  }

  private List<StationEvent> estimates(Lane lane) {
    return hub.stored(lane).stream()
        .flatMap(report -> report.events().stream())
        .filter(event -> event.type().equals("clock.estimated"))
        .toList();
  }

  @Test
  void hardwareThatKnowsTheTimeIsHeardByAStationThatDoesNot() throws Exception {
    EdgeAgent agent = start(unset(3 * HOUR));
    Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
    double now = System.currentTimeMillis() / 1000.0;
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":3,\"t\":" + now + "}]"));
    get(plug.points("[{\"n\":\"supply/water/level\",\"v\":4,\"t\":-2}]"));
    hub.refuse(false);
    assertWithin(began - SOON, arrived("supply/water/level", 3).at(), began + 2 * SOON);
    assertWithin(began - SOON, arrived("supply/water/level", 4).at(), began + 2 * SOON);
    assertNothingIsOfBefore(began - SOON);
  }

  @Test
  void aCutWhileTheTimeIsNotKnownIsToldWithItsTrueTime() throws Exception {
    EdgeAgent agent = start(unset(3 * HOUR));
    Plug plug = Plug.connect(vertx, "plug-1", agent.localPort());
    long before = System.currentTimeMillis();
    get(plug.points("[{\"n\":\"bay/2/relay\",\"vb\":true},{\"n\":\"room/smoke\",\"vb\":true}]"));
    until("the bay is cut", () -> plug.heard().toString().contains("bay/2/relay"));
    long after = System.currentTimeMillis();
    hub.refuse(false);
    until("the cut is told", () -> !hub.events("safety.cut").isEmpty());
    until("the latch is told", () -> !hub.events("safety.latched").isEmpty());
    for (StationEvent event : hub.events("safety.latched")) {
      assertWithin(before - SOON, event.at(), after + SOON);
    }
    assertNothingIsOfBefore(before - SOON);
    get(agent.stop());

    start(unset(20_000));
    until("the latch is told anew", () -> hub.events("safety.latched").size() >= 2);
    assertNothingIsOfBefore(before - SOON);
  }

  @Test
  void aClockSetBackOrFarAheadLosesNothing() throws Exception {
    TestMachine machine = new TestMachine(HOUR, began);
    EdgeAgent agent = start(machine);
    long[] times = {began, began - HOUR, 0, began + 240 * HOUR, began};
    for (int i = 0; i < times.length; i++) {
      machine.set(times[i]);
      level(agent, i + 1);
    }
    get(agent.stop());
    EdgeAgent again = start(new TestMachine(20_000, began));
    hub.refuse(false);
    for (int i = 0; i < times.length; i++) {
      Reading reading = arrived("supply/water/level", i + 1);
      arrived("bay/1/energy", 100 * (i + 1));
      if (times[i] != 0) {
        assertWithin(times[i] - SOON, reading.at(), times[i] + 2 * SOON);
      } else {
        assertWithin(began - HOUR - SOON, reading.at(), began - HOUR + 2 * SOON);
      }
    }
    until("connected", again::connected);
    assertNothingIsOfBefore(began - 2 * HOUR);
  }
}
