package cn.yizhan.bench.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.bench.process.ProcessTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of {@code ./yizhan demo}, seen from outside. */
final class DemoRun {
  private static final Duration START = Duration.ofMinutes(5);
  private static final int SIGINT_BIT = 1 << 1;

  private final Process process;
  private final Path data;
  private final Path output;

  private DemoRun(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  static DemoRun start(Path data, Path output) throws IOException {
    Path script = Path.of("..", "yizhan").toAbsolutePath().normalize();
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), "demo", "--data", data.toString());
    builder.environment().put("YIZHAN_NO_BUILD", "1");
    // Whatever the user's locale is, the words stay readable.
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new DemoRun(builder.start(), data, output);
  }

  String told() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  /** Waits until it says something. */
  void await(String text) throws Exception {
    await("\"" + text + "\"", () -> told().contains(text));
  }

  /** Waits until a program with such an argument runs for it. */
  void awaitPart(String argument) throws Exception {
    await(
        argument,
        () -> {
          for (ProcessHandle part : process.descendants().toList()) {
            for (String each : List.of(read(part, "cmdline").split("\0"))) {
              if (each.equals(argument) || each.endsWith("/" + argument)) {
                return true;
              }
            }
          }
          return false;
        });
  }

  private void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + START.toNanos();
    while (!condition.call()) {
      String told = told();
      assertTrue(process.isAlive(), () -> "it ended before " + what + ": " + told);
      assertTrue(System.nanoTime() < end, () -> "no " + what + " in: " + told);
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Ctrl-C: the terminal tells every process of the group. Where whoever started the tests has them
   * ignore SIGINT, as a shell does for background jobs, it is SIGTERM.
   */
  void interrupt() throws Exception {
    String group = group(process.toHandle());
    String pids =
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
            .filter(part -> group(part).equals(group))
            .map(part -> Long.toString(part.pid()))
            .collect(Collectors.joining(" "));
    String signal = ignoresInterrupts() ? "TERM" : "INT";
    // A process that has just ended is no reason to fail.
    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pids).start().waitFor();
  }

  /** What a service manager does: only the process it started is told. */
  void terminate() {
    process.destroy();
  }

  int exit(Duration within) throws Exception {
    assertTrue(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS), "it does not end");
    return process.exitValue();
  }

  /** The processes that work for this demonstration still, wherever they hang in the tree. */
  List<String> left() {
    return ProcessHandle.allProcesses()
        .filter(each -> !ProcessTree.ended(each))
        .filter(this::belongs)
        .map(each -> each.pid() + " " + read(each, "cmdline").replace('\0', ' '))
        .toList();
  }

  /** Ends whatever is left. */
  void kill() {
    ProcessHandle.allProcesses().filter(this::belongs).forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private boolean belongs(ProcessHandle each) {
    return read(each, "cmdline").contains(data.toString())
        || workingFolder(each).startsWith(data.toString());
  }

  /** PostgreSQL's workers write what they do in place of their command line. */
  private static String workingFolder(ProcessHandle each) {
    try {
      return Files.readSymbolicLink(proc(each, "cwd")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String group(ProcessHandle each) {
    String stat = read(each, "stat");
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
    return fields.size() > 2 ? fields.get(2) : "";
  }

  private boolean ignoresInterrupts() {
    return read(process.toHandle(), "status")
        .lines()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(
            line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0);
  }

  private static String read(ProcessHandle each, String file) {
    try {
      return Files.readString(proc(each, file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Path proc(ProcessHandle each, String file) {
    return Path.of("/proc", Long.toString(each.pid()), file);
  }
}
