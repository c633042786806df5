package cn.yizhan.hub.storage.embedded;

import cn.yizhan.hub.storage.DatabaseAddress;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the hub's own, kept under the data directory between runs and restarted
 * when it dies. All methods block.
 *
 * <p>Under {@code DIR/pg}: {@code runtime-…} (programs), {@code data}, {@code start.log} and one
 * 0600 password file a role.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** Name of the database. */
  public static final String DATABASE = "yizhan";

  /** Role that owns the tables; the hub's own login. */
  public static final String OWNER = "yizhan";

  /** Role for dashboards: reads the {@code dashboard_*} views. */
  public static final String READER = "yizhan_reader";

  /** Role of the server's administrator. */
  static final String SUPERUSER = "postgres";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final long LONGEST_RESTART_PAUSE = 5_000;

  private final DirectoryLock lock;
  private final PostgresServer server;
  private final Path home;
  private final int port;
  private final Thread guard;
  private volatile boolean stopping;

  private EmbeddedPostgres(DirectoryLock lock, PostgresServer server, Path home, int port) {
    this.lock = lock;
    this.server = server;
    this.home = home;
    this.port = port;
    this.guard = new Thread(this::keepRunning, "postgres-guard");
    this.guard.setDaemon(true);
  }

  /**
   * Starts the server of a data directory, making what is missing.
   *
   * @param directory the hub's data directory
   * @param port port at 127.0.0.1, 0 for any free one
   * @throws IOException with a sentence for the person who started the hub
   */
  public static EmbeddedPostgres start(Path directory, int port) throws IOException {
    return start(directory, directory.toAbsolutePath().normalize().resolve("pg"), port);
  }

  /**
   * The same, with the programs unpacked elsewhere, so that several data directories share them.
   *
   * @param directory the hub's data directory
   * @param programs where the programs are unpacked
   * @param port port at 127.0.0.1, 0 for any free one
   * @throws IOException with a sentence for the person who started the hub
   */
  public static EmbeddedPostgres start(Path directory, Path programs, int port) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    Path home = absolute.resolve("pg");
    makeDirectory(home);
    makeDirectory(programs);
    DirectoryLock lock = DirectoryLock.take(absolute);
    boolean started = false;
    PostgresServer server = null;
    try {
      Path data = home.resolve("data");
      PostgresBinaries binaries = PostgresBinaries.unpack(programs);
      server = new PostgresServer(binaries, ServerAccount.of(data, binaries.bin()), data);
      String password = PasswordFile.readOrCreate(passwordFile(home, SUPERUSER));
      server.initialise(password);
      server.stopOrphan();
      EmbeddedPostgres postgres = new EmbeddedPostgres(lock, server, home, server.start(port));
      new Provisioning(postgres.administrator())
          .bring(postgres.password(OWNER), postgres.password(READER));
      postgres.guard.start();
      started = true;
      return postgres;
    } finally {
      if (!started) {
        if (server != null) {
          server.stop(STOP_LIMIT);
        }
        lock.close();
      }
    }
  }

  /** The hub's own login. */
  public DatabaseAddress owner() throws IOException {
    return DatabaseAddress.local(port, DATABASE, OWNER, password(OWNER));
  }

  /** Login for dashboards. */
  public DatabaseAddress reader() throws IOException {
    return DatabaseAddress.local(port, DATABASE, READER, password(READER));
  }

  /** Login of the server's administrator, to the database {@code postgres}. */
  public DatabaseAddress administrator() throws IOException {
    return DatabaseAddress.local(port, "postgres", SUPERUSER, password(SUPERUSER));
  }

  /** File with the password of the dashboards' login. */
  public Path readerPasswordFile() {
    return passwordFile(home, READER);
  }

  /** The port at 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Process id of the running server; 0 between two runs. */
  public long pid() {
    Process process = server.process();
    return process == null || !process.isAlive() ? 0 : process.pid();
  }

  /** Stops the server within eight seconds and frees the data directory. */
  @Override
  public void close() throws IOException {
    stopping = true;
    guard.interrupt();
    try {
      guard.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      server.stop(STOP_LIMIT);
    } finally {
      lock.close();
    }
  }

  private void keepRunning() {
    long pause = 100;
    while (!stopping) {
      try {
        Process running = server.process();
        if (running != null && running.isAlive()) {
          int exit = running.waitFor();
          if (stopping) {
            return;
          }
          LOG.error("PostgreSQL ended with exit code {}; starting it again", exit);
          pause = 100;
        }
        server.start(port);
        LOG.info("PostgreSQL runs again");
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        if (stopping) {
          return;
        }
        LOG.error("{}; trying again in {} ms", e.getMessage(), pause);
        if (!sleep(pause)) {
          return;
        }
        pause = Math.min(2 * pause, LONGEST_RESTART_PAUSE);
      }
    }
  }

  private static boolean sleep(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private String password(String role) throws IOException {
    return PasswordFile.readOrCreate(passwordFile(home, role));
  }

  private static Path passwordFile(Path home, String role) {
    return home.resolve("password-" + role);
  }

  // others may pass through to the server's own directory but not list
  private static void makeDirectory(Path directory) throws IOException {
    Path missing = directory.toAbsolutePath();
    if (!Files.isDirectory(missing)) {
      Path parent = missing.getParent();
      if (parent != null) {
        makeDirectory(parent);
      }
      try {
        Files.createDirectory(missing);
        Files.setPosixFilePermissions(missing, PosixFilePermissions.fromString("rwx--x--x"));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(missing)) {
          throw e;
        }
      }
    }
  }
}
