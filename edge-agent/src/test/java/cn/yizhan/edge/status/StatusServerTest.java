package cn.yizhan.edge.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.testing.Awaiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusServerTest {
  private final Vertx vertx = Vertx.vertx();
  private StatusServer server;
  private Future<AgentStatus> status = Future.succeededFuture(Statuses.well());

  @BeforeEach
  void start() throws Exception {
    server = Awaiting.get(StatusServer.start(vertx, 0, () -> status, ZoneId.of("Asia/Shanghai")));
  }

  @AfterEach
  void stop() throws Exception {
    Awaiting.get(server.stop());
    Awaiting.get(vertx.close());
  }

  /** Sent by hand, as clients do not let one choose the Host. */
  private String ask(String line, String host, String... more) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(30_000);
      String head =
          line
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nConnection: close\r\n"
              + String.join("\r\n", more);
      socket
          .getOutputStream()
          .write((head + (more.length > 0 ? "\r\n" : "") + "\r\n").getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private String get(String path, String... more) throws IOException {
    return ask("GET " + path, "127.0.0.1:" + server.port(), more);
  }

  @Test
  void thePageComesInTheLanguageOfTheBrowser() throws IOException {
    assertTrue(get("/", "Accept-Language: en").contains("All is well"));
    assertTrue(get("/", "Accept-Language: zh-CN,zh;q=0.9").contains("一切正常"));
    assertTrue(get("/?lang=zh", "Accept-Language: en").contains("一切正常"));
  }

  @Test
  void thePolicyAllowsNothingButItsOwnStyle() throws IOException {
    String answer = get("/").toLowerCase(Locale.ROOT);
    assertTrue(answer.startsWith("http/1.1 200 "));
    assertTrue(answer.contains("content-security-policy: default-src 'none'; style-src 'self';"));
    assertTrue(answer.contains("cache-control: no-store"));
    assertTrue(get("/status.css").contains("text/css"));
  }

  @Test
  void programsGetJson() throws IOException {
    String answer = get("/status.json");
    assertTrue(answer.contains("application/json"));
    assertTrue(answer.endsWith(StatusJson.of(Statuses.well())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1", "[::1]:80"})
  void theMachinesOwnNamesAreAnswered(String host) throws IOException {
    assertTrue(ask("GET /", host).startsWith("HTTP/1.1 200 "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"})
  void aPageOfTheInternetCannotReadItThroughABrowserHere(String host) throws IOException {
    String answer = ask("GET /status.json", host);
    assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
    assertFalse(answer.contains("dongguan-01"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
  void nothingButLookingIsPossible(String method) throws IOException {
    String answer = ask(method + " /", "localhost", "Content-Length: 0");
    assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
    assertTrue(answer.toLowerCase(Locale.ROOT).contains("allow: get"));
  }

  @Test
  void whatIsNotThereIsNotThere() throws IOException {
    assertTrue(get("/../etc/passwd").startsWith("HTTP/1.1 404 "));
  }

  @Test
  void anAgentThatCannotSayHowItIsIsNotTakenForWell() throws IOException {
    status = Future.failedFuture("the journal hangs");
    String answer = get("/");
    assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    assertFalse(answer.contains("journal hangs"));
  }

  @Test
  void noOtherAddressOfTheMachineListens() throws IOException {
    for (InetAddress address : InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
      if (!address.isLoopbackAddress()) {
        assertThrows(IOException.class, () -> new Socket(address, server.port()).close());
      }
    }
    assertThrows(IOException.class, () -> new Socket("127.0.0.2", server.port()).close());
  }
}
