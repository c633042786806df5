package cn.yizhan.bench.process;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A hub started through the start script, with the options a user's hub has. */
public final class HubProcess {
  private final ChildProcess process;
  private final JsonObject ready;
  private final Path data;

  private HubProcess(ChildProcess process, JsonObject ready, Path data) {
    this.process = process;
    this.ready = ready;
    this.data = data;
  }

  /**
   * Starts a hub on loopback and waits until it says that it is ready.
   *
   * @param data its data folder
   * @param http port of the page and the API, 0 for any
   * @param mqtt port for stations, 0 for any
   * @param log file its log goes to
   * @param more further options
   * @throws IOException when it does not become ready; the message quotes its last lines
   */
  public static HubProcess start(Path data, int http, int mqtt, Path log, List<String> more)
      throws IOException {
    Files.createDirectories(data);
    return of(ChildProcess.launch(command(data, http, mqtt, more), log), data);
  }

  /**
   * What starts a hub on loopback.
   *
   * @param data its data folder
   * @param http port of the page and the API, 0 for any
   * @param mqtt port for stations, 0 for any
   * @param more further options
   */
  public static List<String> command(Path data, int http, int mqtt, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(home().resolve("yizhan").toString());
    command.add("hub");
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of("--http", "127.0.0.1:" + http, "--mqtt", "127.0.0.1:" + mqtt));
    command.addAll(more);
    return command;
  }

  /**
   * The hub that was started with such a command; waits until it is ready.
   *
   * @param data its data folder
   * @throws IOException when it does not become ready; the message quotes its last lines
   */
  public static HubProcess of(ChildProcess process, Path data) throws IOException {
    return new HubProcess(process, process.ready(), data);
  }

  /** Where the checkout or installation is, as told by the start script. */
  public static Path home() {
    return Path.of(System.getProperty("yizhan.home", ".")).toAbsolutePath().normalize();
  }

  /** Address of the page and the API, {@code http://127.0.0.1:8080}. */
  public String http() {
    return ready.getString("http");
  }

  /** Port for stations. */
  public int mqttPort() {
    String address = ready.getString("mqtt");
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** The hub's process. */
  public ProcessHandle handle() {
    return process.handle();
  }

  /**
   * The token the hub left for whoever may read its data folder.
   *
   * @throws IOException when it cannot be read
   */
  public String bootstrapToken() throws IOException {
    return Files.readString(data.resolve("bootstrap-token")).strip();
  }

  /**
   * The hub's own PostgreSQL.
   *
   * @throws IOException when it cannot be found
   */
  public ProcessHandle postgres() throws IOException {
    long pid = Long.parseLong(postmaster().get(0).strip());
    return ProcessHandle.of(pid).orElseThrow(() -> new IOException("PostgreSQL is gone"));
  }

  /**
   * JDBC address of the hub's own database.
   *
   * @throws IOException when it cannot be found
   */
  public String databaseUrl() throws IOException {
    return "jdbc:postgresql://127.0.0.1:" + postmaster().get(3).strip() + "/yizhan";
  }

  /**
   * Password of the login {@code yizhan} of the hub's own database.
   *
   * @throws IOException when it cannot be read
   */
  public String databasePassword() throws IOException {
    return Files.readString(data.resolve("pg").resolve("password-yizhan")).strip();
  }

  private List<String> postmaster() throws IOException {
    return Files.readAllLines(data.resolve("pg").resolve("data").resolve("postmaster.pid"));
  }

  /**
   * Asks the hub to stop and waits for it and its PostgreSQL; kills them when it takes longer.
   *
   * @return true when they stopped by themselves in that time
   */
  public boolean stop(Duration within) {
    return new ProcessTree(List.of(process.handle())).stop(within);
  }
}
