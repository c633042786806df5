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
import org.jspecify.annotations.Nullable;
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
  private static final Duration CHILD_STOP = Duration.ofSeconds(8);

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
  private final Vertx vertx = Vertx.vertx();
  private @Nullable HubProcess hub;
  private @Nullable ChildProcess agents;
  private @Nullable WebhookReceiver receiver;
  private boolean stopping;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the command runs
  public DemoCommand() {}

  @Override
  public Integer call() throws Exception {
    if (count < DemoDistrict.FEWEST || count > DemoDistrict.MOST) {
      throw new ParameterException(spec.commandLine(), "--stations is a number from 12 to 188");
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "stop"));
    try {
      run();
      return 0;
    } catch (IOException e) {
      if (leaving()) {
        // What a stopping hub answers last is no failure; the hook ends this process.
        Thread.sleep(CHILD_STOP.toMillis() * 2);
      }
      spec.commandLine().getErr().println("demo: " + e.getMessage());
      return 1;
    }
  }

  private void run() throws Exception {
    DemoFolder folder = DemoFolder.open(data, fresh);
    DemoPorts ports = DemoPorts.of(folder.root());
    out.println("Yizhan demo 演示 – Ctrl-C stops it");
    HubProcess started =
        HubProcess.start(
            folder.hub(),
            ports.http(),
            ports.mqtt(),
            folder.log("hub"),
            List.of("--webhook-allow", "127.0.0.0/8"));
    hub = started;
    HubApi api = new HubApi(started.http(), started.bootstrapToken());
    DemoSetup setup = new DemoSetup(api, folder, ports);
    List<DemoDistrict.Station> stations = DemoDistrict.stations(count);
    setup.bring(stations);
    startReceiver(setup, ports);
    ChildProcess holder = ChildProcess.start(agentsCommand(folder, ports), folder.log("agents"));
    agents = holder;
    HubApi control = new HubApi(holder.ready().getString("http"), "");
    HubApi received = new HubApi("http://127.0.0.1:" + ports.receiver(), "");
    Narrator narrator = new Narrator(new DemoView(api, received, stations), control, stations, out);
    new Programme(narrator, new Hints(api, started, ports, setup, out), stations).run();
  }

  private void startReceiver(DemoSetup setup, DemoPorts ports) throws Exception {
    List<SigningSecret> secrets =
        setup.endpoints().values().stream().map(SigningSecret::parse).toList();
    WebhookReceiver listening = new WebhookReceiver(vertx, secrets, System::currentTimeMillis);
    listening
        .start("127.0.0.1", ports.receiver())
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    receiver = listening;
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

  private synchronized boolean leaving() {
    return stopping;
  }

  /** Runs on Ctrl-C and at a failed start: children first, then an exit that says all is well. */
  private void leave() {
    synchronized (this) {
      stopping = true;
    }
    boolean clean = true;
    ChildProcess holder = agents;
    if (holder != null) {
      clean = holder.stop(CHILD_STOP);
    }
    HubProcess started = hub;
    if (started != null) {
      clean &= started.stop(CHILD_STOP);
    }
    WebhookReceiver listening = receiver;
    if (listening != null) {
      listening.stop();
    }
    if (agents != null) {
      out.println(clean ? "stopped" : "stopped by force: a part did not stop by itself");
      Runtime.getRuntime().halt(clean ? 0 : 1);
    }
  }
}
