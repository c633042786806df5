package cn.yizhan.bench.process;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A process of ours that says in one line of JSON when it is ready. */
public final class ChildProcess {
  private static final int QUOTED_LINES = 15;

  private final Process process;
  private final BufferedReader out;
  private final String program;
  private final Path log;
  private @Nullable JsonObject ready;

  private ChildProcess(Process process, String program, Path log) {
    this.process = process;
    // Not closed: closing would end the process's output for good.
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.program = program;
    this.log = log;
  }

  /**
   * Starts a process and does not wait for it.
   *
   * @param command program and arguments
   * @param log file its log goes to
   * @throws IOException when it cannot be started
   */
  public static ChildProcess launch(List<String> command, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("YIZHAN_NO_BUILD", "1");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(new File("/dev/null"));
    return new ChildProcess(builder.start(), command.get(0), log);
  }

  /**
   * The line it became ready with; waits for it.
   *
   * @throws IOException when it ends without being ready; the message quotes the end of its log
   */
  public synchronized JsonObject ready() throws IOException {
    JsonObject said = ready;
    if (said == null) {
      String line = out.readLine();
      while (line != null && !line.startsWith("{\"ready\"")) {
        line = out.readLine();
      }
      if (line == null) {
        process.destroy();
        throw new IOException(program + " did not start:\n" + tail(log));
      }
      said = new JsonObject(line);
      ready = said;
    }
    return said;
  }

  /** The process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Where its log goes. */
  public Path log() {
    return log;
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
  }
}
