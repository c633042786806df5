package cn.yizhan.hub.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.yizhan.hub.Main;
import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.embedded.EmbeddedPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A hub in a virtual machine of its own, as people run it; ended with the test. */
public final class HubProcess implements AutoCloseable {
  private static final long READY_SECONDS = 90;

  private final Process process;
  private final Path log;
  private final JsonObject ready;

  private HubProcess(Process process, Path log, JsonObject ready) {
    this.process = process;
    this.log = log;
    this.ready = ready;
  }

  /**
   * Starts {@code yizhan hub --data DIR} at free ports and waits until it is ready.
   *
   * @param data its data directory
   * @param more further options
   */
  public static HubProcess start(Path data, String... more) {
    return start(data, Map.of(), more);
  }

  /**
   * The same with an environment.
   *
   * @param data its data directory
   * @param environment variables added to those of the test
   * @param more further options
   */
  public static HubProcess start(Path data, Map<String, String> environment, String... more) {
    try {
      Path log = BuildFolder.resolve("it-hub-" + data.getFileName() + ".log");
      Process process = launch(data, environment, log, more);
      BufferedReader out = process.inputReader(UTF_8);
      CompletableFuture<String> line =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return String.valueOf(out.readLine());
                } catch (IOException e) {
                  return "null";
                }
              });
      String first;
      try {
        first = line.get(READY_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        first = "null";
      }
      if (first.equals("null")) {
        process.destroyForcibly();
        throw new AssertionError("the hub is not ready; it said:\n" + Files.readString(log));
      }
      return new HubProcess(process, log, new JsonObject(first));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Launches without waiting for anything; standard error goes to the log file. */
  public static Process launch(Path data, Map<String, String> environment, Path log, String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    // as the start script does
    command.add("@" + Path.of(System.getProperty("basedir", "."), "jvm.options"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("hub", "--data", data.toString()));
    List<String> given = List.of(more);
    for (String port : List.of("--http", "--mqtt")) {
      if (!given.contains(port)) {
        command.addAll(List.of(port, "127.0.0.1:0"));
      }
    }
    command.addAll(given);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  /** Base URL. */
  public String http() {
    return ready.getString("http");
  }

  /** Host of the MQTT port. */
  public String mqttHost() {
    String mqtt = ready.getString("mqtt");
    return mqtt.substring(0, mqtt.lastIndexOf(':'));
  }

  /** The MQTT port. */
  public int mqttPort() {
    String mqtt = ready.getString("mqtt");
    return Integer.parseInt(mqtt.substring(mqtt.lastIndexOf(':') + 1));
  }

  /**
   * Its API, as whoever holds the first token.
   *
   * @param data the hub's data directory
   */
  public ApiClient api(Path data) {
    try {
      return new ApiClient(
          Integer.parseInt(http().substring(http().lastIndexOf(':') + 1)),
          Files.readString(data.resolve("bootstrap-token"), UTF_8).strip());
    } catch (IOException e) {
      throw new AssertionError("no first token", e);
    }
  }

  /** The process. */
  public Process process() {
    return process;
  }

  /** What it logged so far. */
  public String log() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * The database of a hub with a PostgreSQL of its own, as the hub's role.
   *
   * @param vertx runs the connections; the caller closes the database
   * @param data the hub's data directory
   */
  public static TestDatabase ownDatabase(Vertx vertx, Path data) {
    try {
      Path pg = data.resolve("pg");
      int port = Integer.parseInt(Files.readAllLines(pg.resolve("data/postmaster.pid")).get(3));
      return new TestDatabase(
          vertx,
          Database.open(vertx, login(pg, port, EmbeddedPostgres.OWNER), 4),
          login(pg, port, EmbeddedPostgres.READER),
          login(pg, port, "postgres"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DatabaseAddress login(Path pg, int port, String role) throws IOException {
    return DatabaseAddress.local(
        port,
        EmbeddedPostgres.DATABASE,
        role,
        Files.readString(pg.resolve("password-" + role), UTF_8).strip());
  }

  /** Kills it as SIGKILL does, and waits until it is gone. */
  public void kill() {
    ended(process.destroyForcibly(), 10);
  }

  /** Ends it as Ctrl-C or a service manager does; returns its exit code. */
  public int terminate() {
    process.destroy();
    return ended(process, 12);
  }

  /** Resident memory in MiB, from the operating system. */
  public int residentMebibytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"), UTF_8)) {
        if (line.startsWith("VmRSS:")) {
          return Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
    } catch (IOException e) {
      throw new AssertionError("the hub is gone", e);
    }
    throw new AssertionError("no resident memory known");
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      terminate();
    }
  }

  private static int ended(Process process, long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the hub has not ended after " + seconds + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
