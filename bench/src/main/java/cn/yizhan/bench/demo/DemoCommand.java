package cn.yizhan.bench.demo;

import cn.yizhan.bench.process.ChildProcess;
import cn.yizhan.bench.process.HubApi;
import cn.yizhan.bench.process.HubProcess;
import cn.yizhan.bench.receiver.WebhookReceiver;
import cn.yizhan.hub.notify.SigningSecret;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: a district in miniature, until Ctrl-C. */
@Command(
    name = "demo",
    description = {
      "A district in miniature on this machine: one hub with its own PostgreSQL, a process that holds"
          + " the stations' agents and simulated hardware, and a webhook receiver.",
      "Every line it prints is read back from the hub, the receiver or the agents."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  /** For all parts together; a hub gives itself nine seconds, a user gives us ten. */
  private static final Duration STOP = Duration.ofMillis(9_500);

  private static final Duration SIGNAL_GRACE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Option(
      names = "--stations",
      paramLabel = "N",
      defaultValue = "12",
      description = "number of stations, 12 to 188 (${DEFAULT-VALUE})")
  private int count = DemoDistrict.FEWEST;

  @Option(names = "--fresh", description = "begin with nothing instead of the last run's data")
  private boolean fresh;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "demo-data",
      description = "where everything is kept (${DEFAULT-VALUE})")
  private Path data = Path.of("demo-data");

  @Spec private CommandSpec spec;
  private final PrintStream out = System.out;
  private final DemoParts parts = new DemoParts();
  private volatile boolean failed;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the command runs
  public DemoCommand() {}

  @Override
  public Integer call() throws Exception {
    if (count < DemoDistrict.FEWEST || count > DemoDistrict.MOST) {
      throw new ParameterException(spec.commandLine(), "--stations is a number from 12 to 188");
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "stop"));
    String reason = null;
    try {
      run();
    } catch (InterruptedException e) {
      reason = parts.ended();
    } catch (IOException e) {
      reason = e.getMessage();
    } finally {
      // Ctrl-C reaches the parts too, and maybe first: what they say or do then is no failure.
      failed = !parts.stopping(SIGNAL_GRACE);
    }
    if (failed) {
      spec.commandLine().getErr().println("demo: " + reason);
    }
    return 1;
  }

  private void run() throws Exception {
    DemoFolder folder = DemoFolder.open(data, fresh);
    DemoPorts ports = DemoPorts.of(folder.root());
    out.println("Yizhan demo 演示 – Ctrl-C stops it");
    HubProcess hub =
        HubProcess.of(parts.start(hubCommand(folder, ports), folder.log("hub")), folder.hub());
    DemoAccess access = new DemoAccess(hub.http(), folder);
    access.freshen();
    DemoSetup setup = new DemoSetup(access.administrator(), folder, ports);
    List<DemoDistrict.Station> stations = DemoDistrict.stations(count);
    setup.bring(stations);
    receive(setup, ports);
    ChildProcess agents = parts.start(agentsCommand(folder, ports), folder.log("agents"));
    HubApi control = new HubApi(agents.ready().getString("http"), "");
    HubApi received = new HubApi("http://127.0.0.1:" + ports.receiver(), "");
    HubApi api = access.manager();
    Narrator narrator = new Narrator(new DemoView(api, received, stations), control, out, PATIENCE);
    parts.onEnd(Thread.currentThread()::interrupt);
    new Programme(narrator, new Hints(api, ports, folder.root(), out), access, stations).run();
  }

  private static void receive(DemoSetup setup, DemoPorts ports) throws Exception {
    List<SigningSecret> secrets =
        setup.endpoints().values().stream().map(SigningSecret::parse).toList();
    new WebhookReceiver(Vertx.vertx(), secrets, System::currentTimeMillis)
        .start("127.0.0.1", ports.receiver())
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static List<String> hubCommand(DemoFolder folder, DemoPorts ports) {
    return HubProcess.command(
        folder.hub(),
        ports.http(),
        ports.mqtt(),
        List.of(
            "--webhook-allow", "127.0.0.0/8", "--public-url", "http://127.0.0.1:" + ports.http()));
  }

  private List<String> agentsCommand(DemoFolder folder, DemoPorts ports) {
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-Dfile.encoding=UTF-8",
        "-cp",
        System.getProperty("java.class.path"),
        "cn.yizhan.bench.Main",
        "agents",
        "--folder",
        folder.root().toString(),
        "--stations",
        Integer.toString(count),
        "--control",
        Integer.toString(ports.control()));
  }

  /** Runs on a signal and at a failure: the parts first; after a signal, an exit without one. */
  private void leave() {
    boolean clean = parts.stop(STOP);
    if (!failed) {
      out.println(clean ? "stopped" : "stopped by force: a part did not stop by itself");
      Runtime.getRuntime().halt(0);
    }
  }
}
