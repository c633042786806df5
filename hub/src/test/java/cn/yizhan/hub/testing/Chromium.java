package cn.yizhan.hub.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * A headless Chromium of this machine, driven through its DevTools protocol: no driver program, no
 * download.
 */
public final class Chromium implements AutoCloseable {
  /** When this is {@code true} in the environment, a machine without Chromium fails the tests. */
  public static final String REQUIRED = "YIZHAN_REQUIRE_BROWSER";

  private static final List<String> NAMES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final long GRACE_SECONDS = 5;
  private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;

  private final WebSocketClient client;
  private final Process process;
  private final Path profile;

  private Chromium(Vertx vertx, Process process, Path profile) {
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(LARGEST_MESSAGE)
                .setMaxMessageSize(LARGEST_MESSAGE));
    this.process = process;
    this.profile = profile;
  }

  /** Starts one, or skips the test, saying so, on a machine that has none and needs none. */
  public static Chromium start(Vertx vertx) {
    Path program = program();
    if (program == null) {
      String missing = "no Chromium at any of " + NAMES;
      if ("true".equals(System.getenv(REQUIRED))) {
        throw new AssertionError(missing + ", and " + REQUIRED + " is true");
      }
      System.err.println("SKIPPED: " + missing + "; set " + REQUIRED + "=true to forbid this");
      throw new TestAbortedException(missing);
    }
    try {
      return run(vertx, program);
    } catch (IOException e) {
      throw new AssertionError("Chromium does not start", e);
    }
  }

  private static @Nullable Path program() {
    return NAMES.stream().map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
  }

  private static Chromium run(Vertx vertx, Path program) throws IOException {
    Path profile = Files.createTempDirectory("chromium-");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
    Chromium chromium = new Chromium(vertx, process, profile);
    try {
      Await.until("Chromium listens", () -> Files.exists(chromium.portFile()));
    } catch (AssertionError e) {
      chromium.close();
      throw e;
    }
    return chromium;
  }

  /** Opens a page in a browser context of its own: no cookies, no cache. */
  public ChromiumPage page() {
    return ChromiumPage.open(connect());
  }

  /** On a busy machine a handshake may be dropped; another one does no harm. */
  private WebSocket connect() {
    AtomicReference<@Nullable WebSocket> socket = new AtomicReference<>();
    Await.until(
        "Chromium takes a connection",
        () -> {
          try {
            socket.set(Await.result(client.connect(address())));
            return true;
          } catch (AssertionError e) {
            return !process.isAlive();
          }
        });
    WebSocket connected = socket.get();
    if (connected == null) {
      throw new AssertionError("Chromium ended with " + process.exitValue());
    }
    return connected;
  }

  private WebSocketConnectOptions address() throws IOException {
    List<String> lines = Files.readAllLines(portFile());
    return new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(Integer.parseInt(lines.get(0)))
        .setURI(lines.get(1))
        .setAllowOriginHeader(false);
  }

  private Path portFile() {
    return profile.resolve("DevToolsActivePort");
  }

  /**
   * Ends it with all its children, for one left over would go on writing into the profile, and
   * deletes that.
   */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    end(process.toHandle());
    children.forEach(Chromium::end);
    Await.until("the profile of Chromium is deleted", this::deleteProfile);
  }

  private static void end(ProcessHandle handle) {
    try {
      handle.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      handle.destroyForcibly();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when something was written meanwhile. */
  private boolean deleteProfile() {
    if (!Files.exists(profile)) {
      return true;
    }
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
