package cn.yizhan.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A hub started through the start script, with the options a user's hub has. */
public final class HubProcess {
  private final ChildProcess process;
  private final Path data;

  private HubProcess(ChildProcess process, Path data) {
    this.process = process;
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
    List<String> command = new ArrayList<>();
    command.add(home().resolve("yizhan").toString());
    command.add("hub");
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of("--http", "127.0.0.1:" + http, "--mqtt", "127.0.0.1:" + mqtt));
    command.addAll(more);
    Files.createDirectories(data);
    return new HubProcess(ChildProcess.start(command, log), data);
  }

  /** Where the checkout or installation is, as told by the start script. */
  public static Path home() {
    return Path.of(System.getProperty("yizhan.home", ".")).toAbsolutePath().normalize();
  }

  /** Address of the page and the API, {@code http://127.0.0.1:8080}. */
  public String http() {
    return process.ready().getString("http");
  }

  /** Port for stations. */
  public int mqttPort() {
    String address = process.ready().getString("mqtt");
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
   * Asks the hub to stop and waits for it; kills it when it takes longer.
   *
   * @return true when it stopped by itself in that time
   */
  public boolean stop(Duration within) {
    return process.stop(within);
  }
}
