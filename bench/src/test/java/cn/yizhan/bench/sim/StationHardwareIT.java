package cn.yizhan.bench.sim;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.AgentConfig;
import cn.yizhan.edge.EdgeAgent;
import cn.yizhan.edge.cli.StationFolder;
import cn.yizhan.edge.journal.JournalThreads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent started from a station file, and simulated plugs of each family at its bays. */
final class StationHardwareIT {
  private static final int DEAD_MAN = 15;
  private static final List<Integer> BAYS = List.of(1, 2, 3, 4);
  private static final String STATION =
      """
      enrolment: station.enrol
      data: agent
      listen: {address: "127.0.0.1:0"}
      status: off
      devices:
        - {id: plug-1, family: tasmota, topic: plug1, bay: 1, dead-man: 15}
        - {id: plug-2, family: shelly, topic: shellyplus1pm-b2, channels: {0: bay/2}, dead-man: 15}
        - {id: plug-3, family: shelly-gen1, topic: shellyplug-s-c3, channels: {0: bay/3}, dead-man: 15}
        - {id: plug-4, family: zigbee2mqtt, name: "plug 4", bay: 4, dead-man: 15}
        - {id: probe-4, family: zigbee2mqtt, name: "probe 4", bay: 4}
        - {id: smoke-hall, family: zigbee2mqtt, name: "大厅 烟感", at: room}
      """;
  private static final String ENROLMENT =
      """
      {"station":"dongguan-01","hub":"mqtt://127.0.0.1:9","secret":"none",
       "bays":[{"number":1,"use":"e-bike"},{"number":2,"use":"e-bike"},
               {"number":3,"use":"e-bike"},{"number":4,"use":"e-bike"}],
       "items":["water"]}
      """;

  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();
  private final JournalThreads threads = new JournalThreads(1);
  private StationFolder.Setup setup;
  private StationModel model;
  private EdgeAgent agent;
  private SimulatedHardware hardware;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(dir.resolve("station.yaml"), STATION);
    Files.writeString(dir.resolve("station.enrol"), ENROLMENT);
    StationFolder.Checked checked = StationFolder.check(dir.resolve("station.yaml"));
    assertNotNull(checked.setup(), () -> checked.problems().toString());
    setup = checked.setup();
    model = new StationModel(setup.enrolment().bays(), Map.of("water", 60.0), 7);
    startAgent();
    SimulatedHardware.Play play = new SimulatedHardware.Play(model, setup.local().wiring(), 200, 1);
    hardware = new SimulatedHardware(vertx, AgentAddress.loopback(agent.localPort()), play);
    on(hardware::start);
  }

  private void startAgent() throws Exception {
    AgentConfig config = AgentConfig.of(setup.enrolment(), setup.data(), setup.local(), threads);
    agent = get(EdgeAgent.start(vertx, config));
  }

  @AfterEach
  void stop() throws Exception {
    get(hardware.stop());
    get(agent.stop());
    get(vertx.close());
    threads.close();
  }

  private void on(Runnable work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    vertx.runOnContext(
        v -> {
          work.run();
          done.countDown();
        });
    assertTrue(done.await(30, TimeUnit.SECONDS));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static void until(String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!holds.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private boolean off(int bay) {
    return !model.bay(bay).relay();
  }

  private boolean armed(int bay) {
    return model.bay(bay).relay() && model.bay(bay).autoOff() <= DEAD_MAN;
  }

  @Test
  void smokeFromAZigbeeDetectorSwitchesOffThePlugsOfAllFamilies() throws Exception {
    until("all bays are live and wound up", () -> BAYS.stream().allMatch(this::armed));
    on(() -> hardware.apply(Fault.SMOKE));
    until("all bays are off", () -> BAYS.stream().allMatch(this::off));
    BAYS.forEach(
        bay -> assertFalse(model.bay(bay).expired(), "by order, not by its timer: " + bay));
  }

  @ParameterizedTest(name = "bay {0}")
  @ValueSource(ints = {1, 2, 3, 4})
  void aBatteryThatOverheatsIsCutAndTheOtherBaysStayLive(int hot) throws Exception {
    until("all bays are live and wound up", () -> BAYS.stream().allMatch(this::armed));
    on(() -> model.bay(hot).overheat());
    until("its bay is off", () -> off(hot));
    BAYS.forEach(bay -> assertTrue(bay == hot || model.bay(bay).relay(), "bay " + bay));
  }

  @Test
  void withoutTheAgentThePlugsOfAllFamiliesGoOffByThemselvesAndComeBackWithIt() throws Exception {
    until("all bays are live and wound up", () -> BAYS.stream().allMatch(this::armed));
    get(agent.stop());
    until("all bays went off by their timers", () -> BAYS.stream().allMatch(this::off));
    BAYS.forEach(bay -> assertTrue(model.bay(bay).expired(), "by its own timer: " + bay));
    get(hardware.stop());
    startAgent();
    SimulatedHardware.Play play = new SimulatedHardware.Play(model, setup.local().wiring(), 200, 1);
    hardware = new SimulatedHardware(vertx, AgentAddress.loopback(agent.localPort()), play);
    on(hardware::start);
    until("all bays are live again", () -> BAYS.stream().allMatch(bay -> model.bay(bay).relay()));
  }
}
