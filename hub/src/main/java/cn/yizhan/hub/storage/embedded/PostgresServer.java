package cn.yizhan.hub.storage.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process on one data directory: made, started, stopped. Not thread-safe. */
final class PostgresServer {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration CLASH_LIMIT = Duration.ofSeconds(15);

  private final PostgresBinaries binaries;
  private final ServerAccount account;
  private final Path data;
  private final Path output;
  private volatile @Nullable Process process;

  /**
   * @param binaries the programs
   * @param account who runs them
   * @param data the data directory
   */
  PostgresServer(PostgresBinaries binaries, ServerAccount account, Path data) {
    this.binaries = binaries;
    this.account = account;
    this.data = data;
    this.output = data.resolveSibling("start.log");
  }

  /**
   * Makes the data directory unless it exists; whole or not at all, also when killed half way.
   *
   * @param password the super user's
   * @throws IOException when it exists in another major version, or cannot be made
   */
  void initialise(String password) throws IOException {
    Path version = data.resolve("PG_VERSION");
    if (Files.exists(data)) {
      String major = Files.readString(version, UTF_8).strip();
      if (!major.equals(Integer.toString(PostgresBinaries.MAJOR))) {
        throw new IOException(
            data
                + " was written by PostgreSQL "
                + major
                + ", this hub comes with "
                + PostgresBinaries.MAJOR
                + "; run the release that wrote it, or name a server with --database");
      }
      return;
    }
    Path fresh = data.resolveSibling(data.getFileName() + ".new");
    Path passwordFile = data.resolveSibling("initdb-password");
    Trees.remove(fresh);
    Files.createDirectory(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    account.own(fresh);
    PasswordFile.write(passwordFile, password);
    account.own(passwordFile);
    try {
      run(
          List.of(
              binaries.program("initdb"),
              "--pgdata=" + fresh,
              "--username=" + EmbeddedPostgres.SUPERUSER,
              "--pwfile=" + passwordFile,
              "--auth-local=reject",
              "--auth-host=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8"));
    } finally {
      Files.deleteIfExists(passwordFile);
    }
    Files.move(fresh, data);
  }

  /** Stops a server that an earlier hub left running on this directory, if there is one. */
  void stopOrphan() throws IOException {
    PostmasterPid left = PostmasterPid.read(data);
    if (left != null) {
      left.stopOrphan();
    }
    if (PostmasterPid.removeStale(data)) {
      LOG.warn("removed the postmaster.pid of a server that is gone; its process id is in use");
    }
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @param port the port to listen at, 0 for any free one
   * @return the port it listens at
   * @throws IOException with the server's own words when it does not start
   */
  int start(int port) throws IOException {
    long begun = System.nanoTime();
    while (true) {
      int chosen = port == 0 ? freePort() : port;
      String failure = tryStart(chosen);
      if (failure == null) {
        return chosen;
      }
      // back ends of a killed server take a moment to notice, a free port may have been taken
      Duration patience = failure.contains("shared memory block") ? CLASH_LIMIT : PATIENCE;
      if (System.nanoTime() - begun > patience.toNanos()) {
        throw new IOException("PostgreSQL does not start: " + failure);
      }
      PostmasterPid.pause(200);
    }
  }

  /** The running process; null before the first start. */
  @Nullable Process process() {
    return process;
  }

  /** Stops the server: a fast shutdown, an immediate one when that takes longer than the limit. */
  void stop(Duration limit) throws IOException {
    Process running = process;
    if (running == null) {
      return;
    }
    try {
      PostmasterPid.signal(running.pid(), "INT");
      if (!running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        PostmasterPid.signal(running.pid(), "QUIT");
        if (!running.waitFor(2, TimeUnit.SECONDS)) {
          running.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stopping PostgreSQL", e);
    }
  }

  private @Nullable String tryStart(int port) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(binaries.program("postgres"), "-D", data.toString()));
    command.addAll(ServerSettings.arguments(port));
    Process started = builder(command).redirectOutput(output.toFile()).start();
    process = started;
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (started.isAlive()) {
      PostmasterPid now = PostmasterPid.read(data);
      if (now != null && now.pid() == started.pid() && now.ready()) {
        return null;
      }
      if (System.nanoTime() > deadline) {
        stop(Duration.ofSeconds(5));
        return "not ready after " + START_LIMIT.toSeconds() + " s";
      }
      PostmasterPid.pause(20);
    }
    return said(started.pid());
  }

  // in its own words: on standard error until its collector runs, then in the log of the day
  private String said(long pid) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(output, UTF_8));
    Path log = data.resolve("log");
    if (Files.isDirectory(log)) {
      try (Stream<Path> files = Files.list(log)) {
        for (Path file : files.toList()) {
          lines.addAll(Files.readAllLines(file, UTF_8));
        }
      }
    }
    List<String> own =
        lines.stream()
            .filter(line -> line.contains("[" + pid + "]") && !line.contains("LOG:"))
            .map(line -> line.replaceFirst("^.*\\[[0-9]+\\] +", ""))
            .toList();
    return own.isEmpty() ? String.join("; ", lines) : String.join("; ", own);
  }

  private void run(List<String> program) throws IOException {
    Process running = builder(program).redirectOutput(output.toFile()).start();
    try {
      if (!running.waitFor(120, TimeUnit.SECONDS)) {
        running.destroyForcibly();
        throw new IOException(program.get(0) + " does not end");
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (running.exitValue() != 0) {
      throw new IOException(program.get(0) + " failed: " + Files.readString(output, UTF_8).strip());
    }
  }

  private ProcessBuilder builder(List<String> program) {
    ProcessBuilder builder =
        new ProcessBuilder(account.command(program))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .directory(Path.of("/").toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    environment.put("LC_ALL", "C");
    environment.put("TZ", "UTC");
    return builder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }
}
