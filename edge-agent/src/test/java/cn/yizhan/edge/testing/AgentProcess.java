package cn.yizhan.edge.testing;

import cn.yizhan.edge.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An agent in a process of its own, started as users start it. */
public final class AgentProcess {
  private static final long STOP_SECONDS = 30;
  private static final long READY_SECONDS = 60;

  private final Process process;
  private final int port;

  private AgentProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits for its ready line. */
  public static AgentProcess start(Path enrolment, Path data) throws IOException {
    return start(
        "--enrolment", enrolment.toString(), "--data", data.toString(), "--local", "127.0.0.1:0");
  }

  /** Starts it with those arguments, which have it listen on 127.0.0.1, and waits likewise. */
  public static AgentProcess start(String... arguments) throws IOException {
    Process process = run(arguments);
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String ready = within(READY_SECONDS, process, out);
    if (ready == null
        || !ready.matches("\\{\"ready\":true,\"local\":\"127\\.0\\.0\\.1:[0-9]+\"}")) {
      process.destroyForcibly();
      throw new AssertionError("no ready line but " + ready);
    }
    int port =
        Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1, ready.lastIndexOf('"')));
    return new AgentProcess(process, port);
  }

  /** The first line of a process, which is killed when it does not come in time. */
  private static @Nullable String within(long seconds, Process process, BufferedReader out)
      throws IOException {
    CompletableFuture<?> killing =
        CompletableFuture.runAsync(
            process::destroyForcibly, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
    try {
      return out.readLine();
    } finally {
      killing.cancel(false);
    }
  }

  /** Starts the program with those arguments. */
  public static Process run(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Where hardware connects. */
  public int port() {
    return port;
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
  }

  /** SIGTERM. */
  public void terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not stop");
    }
  }
}
