package cn.yizhan.bench.sim;

import cn.yizhan.edge.Enrolment;
import cn.yizhan.edge.cli.StationFolder;
import cn.yizhan.edge.wiring.Wiring;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate}: plays the hardware of one station to its agent. */
@Command(
    name = "simulate",
    description = "Plays the hardware of one station to its agent, over MQTT.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  private static final double CAPACITY = 60;
  private static final double MOST_SPEED = 60;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Source source = new Source();

  /** What says which hardware the station has. */
  private static final class Source {
    @Option(
        names = "--enrolment",
        paramLabel = "FILE",
        description = "the station's enrolment file: its bays and items; all hardware speaks SenML")
    private @Nullable Path enrolment;

    @Option(
        names = "--station",
        paramLabel = "FILE",
        description = "the station file: each device speaks its vendor's format")
    private @Nullable Path station;
  }

  @Option(
      names = "--agent",
      required = true,
      paramLabel = "HOST:PORT",
      description = "local endpoint of the agent")
  private String agent = "";

  @Option(names = "--user", description = "user name for the agent's endpoint")
  private String user = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "file with the password for the agent's endpoint")
  private Path passwordFile = Path.of("");

  @Option(
      names = "--period",
      paramLabel = "MS",
      defaultValue = "2000",
      description = "time between two reports, ms (${DEFAULT-VALUE})")
  private long period = 2000;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description =
          "how many times as fast batteries charge, people come and supplies are used, 1 to 60"
              + " (${DEFAULT-VALUE})")
  private double speed = 1;

  @Option(names = "--seed", defaultValue = "1", description = "what chance derives from")
  private long seed = 1;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the command runs
  public SimulateCommand() {}

  private StationFolder.Setup setup(Path file) {
    StationFolder.Checked checked = StationFolder.check(file);
    StationFolder.Setup setup = checked.setup();
    if (setup == null) {
      throw new ParameterException(
          spec.commandLine(), file + " has mistakes: 'agent check' lists them");
    }
    return setup;
  }

  @Override
  public Integer call() throws Exception {
    int colon = agent.lastIndexOf(':');
    if (colon < 1 || !agent.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new ParameterException(spec.commandLine(), "--agent is HOST:PORT, not " + agent);
    }
    if (!(speed >= 1 && speed <= MOST_SPEED)) {
      throw new ParameterException(spec.commandLine(), "--speed is 1 to 60, not " + speed);
    }
    Wiring wiring = Wiring.NONE;
    Enrolment station;
    if (source.station == null) {
      station = Enrolment.read(source.enrolment == null ? Path.of("") : source.enrolment);
    } else {
      StationFolder.Setup setup = setup(source.station);
      station = setup.enrolment();
      wiring = setup.local().wiring();
    }
    Map<String, Double> capacities = new HashMap<>();
    station.items().forEach(item -> capacities.put(item, CAPACITY));
    AgentAddress address =
        new AgentAddress(
            agent.substring(0, colon),
            Integer.parseInt(agent.substring(colon + 1)),
            user,
            passwordFile);
    StationModel model = new StationModel(station.bays(), capacities, seed);
    model.begin(ZonedDateTime.now(wiring.zone()));
    Vertx vertx = Vertx.vertx();
    SimulatedHardware hardware =
        new SimulatedHardware(
            vertx, address, new SimulatedHardware.Play(model, wiring, period, speed));
    hardware.start();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
    stopped.await();
    return 0;
  }
}
