package cn.yizhan.bench.process;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of ours that says in one line of JSON when it is ready. */
public final class ChildProcess {
  private static final int QUOTED_LINES = 15;

  private final Process process;
  private final JsonObject ready;

  private ChildProcess(Process process, JsonObject ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts a process and waits for its line.
   *
   * @param command program and arguments
   * @param log file its log goes to
   * @throws IOException when it ends without being ready; the message quotes the end of its log
   */
  public static ChildProcess start(List<String> command, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("YIZHAN_NO_BUILD", "1");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(new File("/dev/null"));
    Process process = builder.start();
    // Not closed: closing would end the process's output for good.
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("{\"ready\"")) {
      line = out.readLine();
    }
    if (line == null) {
      process.destroy();
      throw new IOException(command.get(0) + " did not start:\n" + tail(log));
    }
    return new ChildProcess(process, new JsonObject(line));
  }

  /** The line it became ready with. */
  public JsonObject ready() {
    return ready;
  }

  /** The process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Asks the process to stop and waits for it; kills it when it takes longer.
   *
   * @return true when it stopped by itself in that time
   */
  public boolean stop(Duration within) {
    process.destroy();
    try {
      if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
  }
}
