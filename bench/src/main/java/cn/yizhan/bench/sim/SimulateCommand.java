package cn.yizhan.bench.sim;

import cn.yizhan.edge.Enrolment;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

  @Option(
      names = "--enrolment",
      required = true,
      paramLabel = "FILE",
      description = "the station's enrolment file: its bays and items")
  private Path enrolment = Path.of("");

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

  @Option(names = "--seed", defaultValue = "1", description = "what chance derives from")
  private long seed = 1;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the command runs
  public SimulateCommand() {}

  @Override
  public Integer call() throws Exception {
    int colon = agent.lastIndexOf(':');
    if (colon < 1 || !agent.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new ParameterException(spec.commandLine(), "--agent is HOST:PORT, not " + agent);
    }
    Enrolment station = Enrolment.read(enrolment);
    Map<String, Double> capacities = new HashMap<>();
    station.items().forEach(item -> capacities.put(item, CAPACITY));
    AgentAddress address =
        new AgentAddress(
            agent.substring(0, colon),
            Integer.parseInt(agent.substring(colon + 1)),
            user,
            passwordFile);
    Vertx vertx = Vertx.vertx();
    SimulatedHardware hardware =
        new SimulatedHardware(
            vertx,
            address,
            SimulatedHardware.Play.senMl(
                new StationModel(station.bays(), capacities, seed), period));
    hardware.start();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
    stopped.await();
    return 0;
  }
}
