package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalEndpoint;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.modbus.ModbusLines;
import cn.yizhan.edge.wiring.Wiring;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of an agent that decide what happens at the station, wired with each other. */
final class Desks {
  private static final Logger LOG = LoggerFactory.getLogger(Desks.class);

  final Switchboard switches;
  final SafetyDesk safety;
  final Intake intake;
  final BayDesk bays;
  final TestMode tests;
  final BayActions actions;
  final Orders orders;
  final Wiring wiring;
  private final StationClock clock;
  private final HardwareLore lore;
  private boolean restored;

  /**
   * What they work with.
   *
   * @param station the station
   * @param wiring its hardware
   * @param dialects how its hardware speaks
   * @param reporter where reports go
   * @param files where their state is kept
   * @param clock its clocks
   * @param code code of the station
   * @param version version of the agent
   */
  record Parts(
      Station station,
      Wiring wiring,
      Dialects dialects,
      Reporter reporter,
      AgentFiles files,
      StationClock clock,
      String code,
      String version) {}

  /**
   * Wires them.
   *
   * @param time milliseconds since 1970 UTC, as truly as it is known
   */
  Desks(Parts parts, LongSupplier time) {
    Station station = parts.station();
    Reporter reporter = parts.reporter();
    AgentFiles files = parts.files();
    clock = parts.clock();
    wiring = parts.wiring();
    lore = new HardwareLore(parts.dialects(), files);
    switches = new Switchboard(parts.wiring(), parts.dialects());
    safety = new SafetyDesk(reporter, files, station, clock, switches);
    intake =
        new Intake(new Intake.Parts(station, parts.dialects(), safety, reporter, files, clock));
    tests =
        new TestMode(
            new TestMode.Parts(
                station,
                parts.wiring(),
                switches,
                reporter,
                files,
                clock,
                parts.code(),
                parts.version()));
    bays =
        new BayDesk(
            new BayDesk.Parts(station, switches, reporter, files, clock), safety, intake::derived);
    actions = new BayActions(station, bays, switches, tests, clock);
    orders = new Orders(files, safety, time);
    orders.attach(actions);
    safety.testing(tests::active);
    tests.latched(bay -> safety.held().containsKey(bay));
    bays.tried(tests::holds);
    intake.onReading(
        new Listener() {
          @Override
          public boolean knowsBetter(String point) {
            return bays.finds(point);
          }

          @Override
          public void heard(Heard heard) {
            Desks.this.heard(heard);
          }
        });
  }

  private void heard(Heard heard) {
    Moment now = clock.now();
    bays.hear(heard, now);
    tests.hear(heard, now);
    actions.hear(heard);
  }

  /**
   * Begins to read what is on Modbus. Without a register map that can be read nothing is on it.
   *
   * @param stopping takes what is to be done in the end
   */
  void read(Context context, AgentConfig config, Consumer<Supplier<Future<?>>> stopping) {
    if (config.local().buses().lines().isEmpty()) {
      return;
    }
    try {
      ModbusPlan plan = ModbusPlan.of(config.local().buses(), wiring);
      // The lines have threads of their own, and clocks are of one thread.
      StationClock own = new StationClock(config.clock());
      ModbusLines lines =
          ModbusLines.start(
              plan.buses(),
              plan.units(),
              (source, said) -> context.runOnContext(v -> heard(source, said)),
              own::now);
      switches.attach(lines::order);
      stopping.accept(() -> context.owner().executeBlocking(() -> closed(lines)));
    } catch (IOException e) {
      LOG.error("what is on Modbus cannot be read: {}", e.getMessage());
    }
  }

  private void heard(String source, Said said) {
    byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
    intake
        .said(said, source, bytes, clock.now())
        .onFailure(error -> LOG.warn("{}: not kept: {}", source, error.toString()));
  }

  private static boolean closed(ModbusLines lines) {
    lines.close();
    return true;
  }

  /** Hardware can be reached. */
  void begin(LocalEndpoint local) {
    safety.attach(local);
    switches.attach(local);
  }

  /** What was kept over the restart has been read: until now no bay is switched on. */
  void restore() {
    lore.restore();
    orders.restore();
    safety.restore();
    bays.restore();
    safety.attach(bays);
    restored = true;
  }

  /** To be called several times a second. */
  void tick() {
    safety.tick();
    tests.held(safety.held());
    tests.tick();
    if (restored) {
      bays.tick();
      lore.tick(clock.now());
    }
    actions.tick();
  }

  /** The configuration has changed. */
  void revised() {
    safety.revised();
    bays.revised();
  }

  /** Bays that safety keeps dead now. */
  Set<Integer> latched() {
    return safety.held().keySet();
  }
}
