package cn.yizhan.bench.edge;

import cn.yizhan.bench.load.ProcessFigures;
import cn.yizhan.bench.process.ChildProcess;
import cn.yizhan.bench.process.ProcessTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An agent in a process of its own, started by the start script of the archive users install. */
final class AgentUnderTest {
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Pattern USED = Pattern.compile("total [0-9]+K, used ([0-9]+)K");

  private final ChildProcess process;
  private final int port;
  private final double startSeconds;

  private AgentUnderTest(ChildProcess process, int port, double startSeconds) {
    this.process = process;
    this.port = port;
    this.startSeconds = startSeconds;
  }

  /**
   * Starts an agent and waits until hardware can connect.
   *
   * @param installation where the archive was unpacked
   * @param enrolment its enrolment file
   * @param data its data folder
   * @throws IOException when it does not become ready; the message quotes its last lines
   */
  static AgentUnderTest start(Path installation, Path enrolment, Path data) throws IOException {
    List<String> command =
        List.of(
            script(installation),
            "--enrolment",
            enrolment.toString(),
            "--data",
            data.toString(),
            "--local",
            "127.0.0.1:0");
    long began = System.nanoTime();
    ChildProcess process = ChildProcess.launch(command, data.resolveSibling("agent.log"));
    String local = process.ready().getString("local");
    double took = (System.nanoTime() - began) / 1e9;
    int port = Integer.parseInt(local.substring(local.lastIndexOf(':') + 1));
    return new AgentUnderTest(process, port, took);
  }

  /**
   * Prepares the classes of an installation, as the unit does before the first start.
   *
   * @throws IOException when that fails
   */
  static void prepare(Path installation) throws IOException {
    run(List.of(script(installation), "prepare"));
  }

  private static String script(Path installation) {
    return installation.resolve("bin").resolve("yizhan-agent").toString();
  }

  /** Where hardware connects, on loopback. */
  int port() {
    return port;
  }

  /** From the start of the process to the ready line. */
  double startSeconds() {
    return startSeconds;
  }

  /**
   * Resident memory.
   *
   * @throws IOException when the process is gone
   */
  ProcessFigures.Memory memory() throws IOException {
    return ProcessFigures.memory(process.handle().pid());
  }

  /**
   * CPU time so far, seconds.
   *
   * @throws IOException when the process is gone
   */
  double cpuSeconds() throws IOException {
    return ProcessFigures.own(process.handle().pid());
  }

  /**
   * Heap in use after a collection of garbage, MiB; NaN where no JDK is at hand to ask with.
   *
   * @throws IOException when asking fails
   */
  double heap() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return Double.NaN;
    }
    String pid = Long.toString(process.handle().pid());
    run(List.of(jcmd.toString(), pid, "GC.run"));
    Matcher used = USED.matcher(run(List.of(jcmd.toString(), pid, "GC.heap_info")));
    double kib = 0;
    while (used.find()) {
      kib += Double.parseDouble(used.group(1));
    }
    return kib == 0 ? Double.NaN : kib / 1024;
  }

  /** Stops it as the machine's own service does. */
  void stop() {
    new ProcessTree(List.of(process.handle())).stop(STOP);
  }

  /**
   * Runs a command to its end.
   *
   * @return what it said
   * @throws IOException when it fails
   */
  static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + said);
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return said;
  }
}
