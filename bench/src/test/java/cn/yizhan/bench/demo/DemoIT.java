package cn.yizhan.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration as a user sees it: started by the script, ended by Ctrl-C. */
class DemoIT {
  private static final Duration START = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void itShowsACutAnAlertOfEachSortAndVerifiedWebhooksAndStartsAgainAtOnce() throws Exception {
    Process first = start();
    await(first, "Try it");
    String told = told(first);
    assertTrue(told.contains("12 of 12 online"), told);
    assertTrue(told.matches("(?s).*alert +PC-\\d{4}-\\d{3} S02 critical.*"), told);
    assertTrue(told.matches("(?s).*cut +bay/1 switched off.*latched true.*"), told);
    assertTrue(told.matches("(?s).*alert +PC-\\d{4}-\\d{3} R01 .*"), told);
    assertTrue(told.matches("(?s).*alert +PC-\\d{4}-\\d{3} A01 .*"), told);
    assertEquals(3, told.split("signature verified", -1).length - 1, told);
    interrupt(first);

    Process second = start();
    await(second, "12 of 12 online");
    interrupt(second);
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("..", "yizhan").toAbsolutePath().normalize().toString(),
            "demo",
            "--data",
            folder.resolve("demo").toString());
    builder.environment().put("YIZHAN_NO_BUILD", "1");
    // Whatever the user's locale is, the words stay readable.
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true).redirectOutput(output(started.size()).toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Path output(int run) {
    return folder.resolve("output-" + run + ".txt");
  }

  private String told(Process process) throws IOException {
    return Files.readString(output(started.indexOf(process)), StandardCharsets.UTF_8);
  }

  private void await(Process process, String text) throws Exception {
    long end = System.nanoTime() + START.toNanos();
    while (!told(process).contains(text)) {
      assertTrue(process.isAlive(), () -> "it ended: " + read(process));
      assertTrue(System.nanoTime() < end, () -> "no \"" + text + "\" in: " + read(process));
      process.waitFor(200, TimeUnit.MILLISECONDS);
    }
  }

  private String read(Process process) {
    try {
      return told(process);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Ctrl-C: the whole ends within ten seconds, says that all is well, and leaves no process. */
  private void interrupt(Process process) throws Exception {
    List<ProcessHandle> children = process.descendants().toList();
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it took more than ten seconds");
    assertEquals(0, process.exitValue(), told(process));
    assertTrue(told(process).stripTrailing().endsWith("stopped"), told(process));
    children.forEach(child -> assertTrue(ended(child), () -> "left over: " + child.info()));
  }

  /** True for a zombie too: it has ended, only nobody has asked for its exit code yet. */
  private static boolean ended(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
    } catch (IOException e) {
      return true;
    }
  }
}
