package cn.yizhan.bench.edge;

import cn.yizhan.bench.figures.Latencies;
import cn.yizhan.bench.figures.Machine;
import cn.yizhan.bench.figures.Sheet;
import cn.yizhan.bench.load.ProcessFigures;
import cn.yizhan.bench.process.HubProcess;
import cn.yizhan.bench.process.ScratchFolder;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench edge}: how fast an agent is and what it needs. The agent is the one of the archive,
 * started by its own script in a process of its own; its hub acknowledges at once and stores
 * nothing.
 */
@Command(
    name = "edge",
    description = "Reaction, memory, start, journal and backlog of one agent.",
    mixinStandardHelpOptions = true)
public final class EdgeCommand implements Callable<Integer> {
  private static final double MIB = 1 << 20;
  private static final double SECONDS_A_DAY = 86_400;
  private static final int NOBODY = 9;
  private static final int WARM_UP_ROUNDS = 20;

  @Option(
      names = "--minutes",
      defaultValue = "2",
      description = "length of the steady load whose memory is measured (${DEFAULT-VALUE})")
  private double minutes = 2;

  @Option(
      names = "--rounds",
      defaultValue = "200",
      description = "dangers whose reaction is measured (${DEFAULT-VALUE})")
  private int rounds = 200;

  @Option(
      names = "--starts",
      defaultValue = "5",
      description = "starts measured of each kind (${DEFAULT-VALUE})")
  private int starts = 5;

  @Option(
      names = "--backlog",
      defaultValue = "" + Backlog.WEEK,
      description = "reports of 40 points that wait for the hub (${DEFAULT-VALUE}, a week)")
  private int backlog = Backlog.WEEK;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "length of each measurement of the journal (${DEFAULT-VALUE})")
  private int seconds = 10;

  @Option(names = "--keep", description = "keep the folders, for looking at them afterwards")
  private boolean keep;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Sheet sheet = new Sheet("edge", out);

  @Override
  public Integer call() throws Exception {
    JsonObject machine = Machine.describe();
    out.println("machine: " + machine.encode());
    Path folder = ScratchFolder.make();
    Vertx vertx = Vertx.vertx();
    try {
      Path installation = unpack(folder);
      starts(installation, folder);
      running(vertx, installation, folder);
      journal(vertx, installation, folder);
      drain(vertx, installation, folder);
      out.println();
      out.println(sheet.json(machine));
      return 0;
    } finally {
      Waits.join(vertx.close());
      if (keep) {
        out.println("kept in " + folder);
      } else {
        ScratchFolder.delete(folder);
      }
    }
  }

  private static Path unpack(Path folder) throws IOException {
    Path built = HubProcess.home().resolve("edge-agent").resolve("target");
    Path archive = only(built, "yizhan-agent-", ".tar.gz");
    AgentUnderTest.run(List.of("tar", "-xzf", archive.toString(), "-C", folder.toString()));
    return only(folder, "yizhan-agent-", "");
  }

  private static Path only(Path folder, String begin, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(begin))
          .filter(file -> file.getFileName().toString().endsWith(end))
          .max(Path::compareTo)
          .orElseThrow(() -> new IOException("no " + begin + "…" + end + " in " + folder));
    }
  }

  /** An agent with an empty data folder. */
  private static AgentUnderTest fresh(Path installation, Path folder, String name, int hub)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Path enrolment = BenchStation.enrolment(own, hub);
    return AgentUnderTest.start(installation, enrolment, own.resolve("data"));
  }

  private void starts(Path installation, Path folder) throws IOException {
    sheet.heading("from starting the script to the ready line, median of " + starts);
    sheet.figure("startSeconds", "first start", start(installation, folder, "plain"), "s", 2);
    AgentUnderTest.prepare(installation);
    sheet.figure(
        "startPreparedSeconds",
        "with prepared classes (AppCDS)",
        start(installation, folder, "prepared"),
        "s",
        2);
  }

  private double start(Path installation, Path folder, String name) throws IOException {
    List<Double> took = new ArrayList<>();
    for (int i : IntStream.range(0, starts).toArray()) {
      AgentUnderTest agent = fresh(installation, folder, name + i, NOBODY);
      took.add(agent.startSeconds());
      agent.stop();
    }
    Collections.sort(took);
    return took.get(took.size() / 2);
  }

  private void running(Vertx vertx, Path installation, Path folder) throws IOException {
    LoopbackHub hub = new LoopbackHub(vertx);
    AgentUnderTest agent = fresh(installation, folder, "running", hub.port());
    try {
      sheet.heading("from publishing the first dangerous reading to the order at the plug");
      react(vertx, agent);
      steady(vertx, agent, hub);
    } finally {
      agent.stop();
      hub.close();
    }
  }

  private void react(Vertx vertx, AgentUnderTest agent) {
    try (Reaction reaction = new Reaction(vertx, agent.port())) {
      Latencies cold = reaction.heat(1, () -> true);
      sheet.figure("reactionFirstMs", "the very first after the start", cold.millis(1), "ms");
      reaction.heat(WARM_UP_ROUNDS, () -> true);
      Latencies heat = reaction.heat(rounds, () -> true);
      sheet.latencies("reaction", "an overheated bay, " + rounds + " rounds", heat, 20);
      int smokes = Math.max(1, rounds / 4);
      Latencies smoke = reaction.smoke(smokes);
      sheet.latencies(
          "smoke", "smoke, until the last of 10 bays, " + smokes + " rounds", smoke, 20);
    }
  }

  private void steady(Vertx vertx, AgentUnderTest agent, LoopbackHub hub) throws IOException {
    sheet.heading("40 points a second, all of them reported, for " + minutes + " min");
    try (SteadyLoad load = new SteadyLoad(vertx, agent.port())) {
      long bytes = hub.bytes();
      long reports = hub.telemetry();
      double cpu = agent.cpuSeconds();
      long began = System.nanoTime();
      Waits.pause(Math.round(minutes * 60_000));
      double passed = (System.nanoTime() - began) / 1e9;
      ProcessFigures.Memory memory = agent.memory();
      sheet.figure("rssMiB", "RSS", memory.now(), "MiB", 96);
      sheet.figure("rssHighestMiB", "RSS, highest since the start", memory.peak(), "MiB");
      sheet.figure("cpuShare", "CPU", (agent.cpuSeconds() - cpu) / passed * 100, "%");
      double rate = (hub.telemetry() - reports) / passed;
      sheet.figure("reportsPerSecond", "reports to the hub", rate, "/s");
      double day = (hub.bytes() - bytes) / passed * SECONDS_A_DAY / MIB;
      sheet.figure("hubMiBPerDay", "to the hub in a day, MQTT without TCP and TLS", day, "MiB");
      sheet.figure("heapMiB", "heap in use after a collection", agent.heap(), "MiB");
      if (load.acknowledged() == 0) {
        throw new IllegalStateException("the agent acknowledged nothing");
      }
    }
  }

  private void journal(Vertx vertx, Path installation, Path folder) throws IOException {
    sheet.heading(
        "taken from hardware with QoS 1 while the hub is away, on the disk when acknowledged");
    AgentUnderTest agent = fresh(installation, folder, "journal", NOBODY);
    try (ClosedLoop loop = new ClosedLoop(vertx, agent.port())) {
      Duration length = Duration.ofSeconds(seconds);
      double events =
          loop.rate(length, n -> "[{\"n\":\"" + BenchStation.COUNTER + "\",\"v\":" + n + "}]");
      sheet.figure("journalEventsPerSecond", "events, a record each", events, "/s");
      List<String> packs = IntStream.range(0, 70).mapToObj(BenchStation::wholePack).toList();
      double telemetry = loop.rate(length, n -> packs.get((int) (n % packs.size())));
      sheet.figure("journalReportsPerSecond", "reports of 40 points", telemetry, "/s");
    } finally {
      agent.stop();
    }
  }

  private void drain(Vertx vertx, Path installation, Path folder) throws IOException {
    sheet.heading("a backlog of " + backlog + " reports of 40 points");
    Path own = Files.createDirectories(folder.resolve("drain"));
    Path data = own.resolve("data");
    Backlog.write(data, backlog);
    sheet.figure("backlogMiB", "journal", ScratchFolder.bytes(data) / MIB, "MiB", 200);
    LoopbackHub hub = new LoopbackHub(vertx);
    Drain drain = new Drain(hub, backlog);
    AgentUnderTest agent =
        AgentUnderTest.start(installation, BenchStation.enrolment(own, hub.port()), data);
    try {
      sheet.figure("startBacklogSeconds", "start with it", agent.startSeconds(), "s");
      Drain.Figures figures = drain.follow(vertx, agent);
      sheet.figure("drainSeconds", "drained, from the ready line", figures.seconds(), "s", 60);
      sheet.figure("drainPerSecond", "reports a second", backlog / figures.seconds(), "/s");
      sheet.latencies(
          "drainEvent", "event raised meanwhile, to the hub's ack", figures.events(), 100);
      sheet.latencies("drainReaction", "an overheated bay meanwhile", figures.reactions(), 20);
      sheet.figure("drainRssHighestMiB", "RSS, highest", agent.memory().peak(), "MiB", 96);
      sheet.figure("drainedMiB", "journal afterwards", ScratchFolder.bytes(data) / MIB, "MiB");
    } finally {
      agent.stop();
      hub.close();
    }
  }
}
