package cn.yizhan.edge;

import cn.yizhan.edge.cli.CheckCommand;
import cn.yizhan.edge.cli.EnrolCommand;
import cn.yizhan.edge.cli.LabelsCommand;
import cn.yizhan.edge.cli.OrderCommand;
import cn.yizhan.edge.cli.StationFolder;
import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.journal.Damage;
import cn.yizhan.edge.journal.JournalCheck;
import cn.yizhan.edge.journal.JournalThreads;
import cn.yizhan.edge.journal.Recovery;
import cn.yizhan.edge.stationfile.Language;
import cn.yizhan.edge.stationfile.StationFile;
import cn.yizhan.protocol.message.Lost;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the agent of one station, or looks through its journal. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    description = "The edge agent of one station.",
    subcommands = {CheckCommand.class, EnrolCommand.class, LabelsCommand.class, OrderCommand.class})
public final class Main implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final long STOP_SECONDS = 15;
  private static final String LOCAL = "127.0.0.1:1884";

  @Option(
      names = "--station",
      paramLabel = "FILE",
      description = "The station file; instead of the options for SenML hardware below.")
  private @Nullable Path station;

  @Option(
      names = "--discover",
      paramLabel = "SECONDS",
      description = "With --station: listen so long, say what was heard, propose entries, and end.")
  private @Nullable Integer discover;

  @Option(names = "--enrolment", paramLabel = "FILE", description = "Made by 'station add'.")
  private @Nullable Path enrolment;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder for the journal.")
  private @Nullable Path data;

  @Option(
      names = "--local",
      paramLabel = "HOST:PORT",
      description = "Where hardware connects; port 0 for any free one. Default: " + LOCAL)
  private @Nullable String local;

  @Option(
      names = "--devices",
      paramLabel = "FILE",
      description = "Lines 'device:password'; needed when --local is not the loopback address.")
  private @Nullable Path devices;

  @Option(
      names = "--verify-journal",
      paramLabel = "DIR",
      description = "Say what is whole in a journal and what is damaged, change nothing, and end.")
  private @Nullable Path verify;

  private @Nullable StationFile described;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** Starts. */
  public static void main(String[] args) {
    int status = new CommandLine(new Main()).execute(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  @Override
  public Integer call() throws Exception {
    if (verify != null) {
      return verify(verify);
    }
    List<String> problems = new ArrayList<>();
    JournalThreads threads = new JournalThreads(1);
    AgentConfig config = config(problems, threads);
    if (config == null) {
      problems.forEach(System.err::println);
      return CommandLine.ExitCode.USAGE;
    }
    if (discover != null && described != null) {
      threads.close();
      return discover(config, described, discover);
    }
    return run(config, threads);
  }

  private @Nullable AgentConfig config(List<String> problems, JournalThreads threads) {
    if (station != null) {
      return fromStationFile(station, problems, threads);
    }
    Enrolment enrolled = null;
    if (enrolment == null) {
      problems.add("--station FILE or --enrolment FILE is needed");
    } else {
      enrolled = EnrolmentFile.read(enrolment, problems);
    }
    if (data == null) {
      problems.add("--data DIR is needed");
    } else if (Files.exists(data) && !Files.isDirectory(data)) {
      problems.add("--data: " + data + " is not a folder");
    }
    if (discover != null) {
      problems.add("--discover needs --station");
    }
    Map<String, String> passwords = passwords(problems);
    LocalAddress address = null;
    try {
      address = LocalAddress.parse(local == null ? LOCAL : local, passwords);
    } catch (IllegalArgumentException e) {
      problems.add("--local: " + e.getMessage());
    }
    return enrolled == null || data == null || address == null || !problems.isEmpty()
        ? null
        : AgentConfig.of(enrolled, data, address, threads);
  }

  private @Nullable AgentConfig fromStationFile(
      Path file, List<String> problems, JournalThreads threads) {
    if (enrolment != null || data != null || local != null || devices != null) {
      problems.add("--station FILE says what --enrolment, --data, --local and --devices do");
      return null;
    }
    if (discover != null && discover < 1) {
      problems.add("--discover: expected a number of seconds");
      return null;
    }
    StationFolder.Checked checked = StationFolder.check(file);
    CheckCommand.print(checked.problems(), System.err);
    StationFolder.Setup setup = checked.setup();
    described = checked.file();
    return setup == null
        ? null
        : AgentConfig.of(setup.enrolment(), setup.data(), setup.local(), threads);
  }

  private Map<String, String> passwords(List<String> problems) {
    Map<String, String> passwords = new TreeMap<>();
    if (devices == null) {
      return passwords;
    }
    try {
      for (String line : Files.readAllLines(devices)) {
        int colon = line.indexOf(':');
        if (colon > 0 && colon < line.length() - 1) {
          passwords.put(line.substring(0, colon), line.substring(colon + 1));
        } else if (!line.isBlank()) {
          problems.add("--devices: expected lines device:password");
        }
      }
    } catch (IOException e) {
      problems.add("--devices: cannot be read: " + e);
    }
    return passwords;
  }

  private int run(AgentConfig config, JournalThreads threads) throws InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try {
      EdgeAgent agent =
          EdgeAgent.start(vertx, config).toCompletionStage().toCompletableFuture().get();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(vertx, agent, threads), "stopping"));
      out.println(
          "{\"ready\":true,\"local\":\""
              + config.local().address().host()
              + ":"
              + agent.localPort()
              + "\"}");
      return CommandLine.ExitCode.OK;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      System.err.println("the agent cannot start: " + cause.getMessage());
      vertx.close();
      threads.close();
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private int discover(AgentConfig config, StationFile file, int seconds)
      throws InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try {
      Language language = CheckCommand.language();
      DiscoveryRun.listen(
              vertx, config.local().address(), Families.of(config.wiring()), seconds * 1000L)
          .toCompletionStage()
          .toCompletableFuture()
          .get()
          .report(file, language)
          .forEach(out::println);
      return CommandLine.ExitCode.OK;
    } catch (ExecutionException e) {
      System.err.println("cannot listen: " + e.getCause());
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      vertx.close();
    }
  }

  private static void stop(Vertx vertx, EdgeAgent agent, JournalThreads threads) {
    try {
      // Waited for here: the agent's event loop ends with Vert.x and could not tell of it.
      agent.stop().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
      threads.close();
    } catch (Exception e) {
      LOG.error("did not stop cleanly", e);
    }
  }

  private int verify(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      System.err.println("--verify-journal: " + directory + " is not a folder");
      return CommandLine.ExitCode.USAGE;
    }
    Recovery found = JournalCheck.of(directory, AgentFiles.capacities());
    out.println("RECOVERED " + found.records());
    for (Damage damage : found.damages()) {
      out.println((damage.sort() == Damage.Sort.TORN ? "TORN " : "DAMAGED ") + damage.text());
    }
    for (Lost lost : found.lost()) {
      out.println(
          "LOST " + lost.lane().word() + " " + lost.epoch() + " " + lost.from() + ".." + lost.to());
    }
    return CommandLine.ExitCode.OK;
  }
}
