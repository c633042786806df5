package cn.yizhan.bench.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.bench.process.HubApi;
import cn.yizhan.hub.testing.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The programme against something that answers as a hub in trouble does. */
@ExtendWith(VertxExtension.class)
class ProgrammeTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private HttpServer server;

  @BeforeEach
  void listen(Vertx vertx) {
    server =
        Await.result(
            vertx.createHttpServer().requestHandler(ProgrammeTest::answer).listen(0, "127.0.0.1"));
  }

  /** Lists are there, and empty; all else fails. */
  private static void answer(HttpServerRequest request) {
    boolean list = request.path().equals("/api/v1/alerts");
    request
        .response()
        .setStatusCode(list ? 200 : 503)
        .end(
            list
                ? new JsonObject().put("items", new JsonArray()).encode()
                : "{\n  \"title\": \"no database\"\n}");
  }

  @Test
  void aStepThatFailsIsToldInOneLineAndTheNextOneFollows() throws Exception {
    Thread running = new Thread(this::run, "programme");
    running.start();
    try {
      Await.until("the last hint", () -> told.toString(UTF_8).contains("/received"));
      Await.until("the last step", () -> told.toString(UTF_8).endsWith("database\" }\n"));
    } finally {
      running.interrupt();
      running.join();
    }

    List<String> lines = told.toString(UTF_8).lines().toList();
    assertTrue(
        lines.contains(
            "skipped   Refused: POST /api/v1/login-links was answered 503:"
                + " { \"title\": \"no database\" }"),
        lines.toString());
    assertTrue(lines.stream().anyMatch(line -> line.contains("a battery overheats")));
    assertTrue(lines.stream().anyMatch(line -> line.contains("power and line fail")));
    assertFalse(lines.stream().anyMatch(line -> line.contains("interrupted")), lines.toString());
  }

  private void run() {
    HubApi api = new HubApi("http://127.0.0.1:" + server.actualPort(), "");
    PrintStream out = new PrintStream(told, true, UTF_8);
    List<DemoDistrict.Station> stations = DemoDistrict.stations(12);
    try {
      new Programme(
              new Narrator(new DemoView(api, api, stations), api, out, Duration.ZERO),
              new Hints(api, new DemoPorts(8080, 1883, 8090, 8091), folder, out),
              new DemoAccess("http://127.0.0.1", DemoFolder.open(folder.resolve("demo"), false)),
              stations)
          .run();
    } catch (InterruptedException e) {
      // so it ends
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
