package cn.yizhan.hub.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.Tool;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the receivers of docs/webhooks.md as they stand there, and holds its body to the golden one.
 */
@ExtendWith(VertxExtension.class)
class DocumentedReceiversTest {
  private static final SigningSecret SECRET =
      SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  private static final SigningSecret OTHER =
      SigningSecret.parse("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
  private static final String BODY =
      TestNotice.body(
          new UUID(1, 2), "shuibosi", "水泊寺街道", 1_795_392_000_000L, ZoneId.of("Asia/Shanghai"));

  @TempDir Path folder;
  private Path secretFile;

  @BeforeEach
  void writeSecret() throws IOException {
    secretFile = Files.writeString(folder.resolve("secret"), SECRET.text() + "\n");
  }

  private Path documented(String language, String file) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "webhooks.md"));
    int start = page.indexOf("```" + language + "\n", page.indexOf("## Verify"));
    assertTrue(start > 0, "docs/webhooks.md has no example in " + language);
    int from = page.indexOf('\n', start) + 1;
    return Files.writeString(folder.resolve(file), page.substring(from, page.indexOf("```", from)));
  }

  private int verifyInShell(long timestamp, String signature, String body)
      throws IOException, InterruptedException {
    Path script = documented("sh", "verify.sh");
    Process process =
        new ProcessBuilder(
                "sh", script.toString(), secretFile.toString(), "msg_1", "" + timestamp, signature)
            .redirectErrorStream(true)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(body.getBytes(UTF_8));
    } catch (IOException e) {
      // it refused before it read: the exit status tells
    }
    process.getInputStream().readAllBytes();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    return process.exitValue();
  }

  @Test
  void theBodiesShownAreTheGoldenFiles() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "webhooks.md"));
    int next = 0;
    for (String name : List.of("raised-s02", "endpoint-test", "restock-requested")) {
      int from = page.indexOf("```json\n", next) + 8;
      next = page.indexOf("```", from) + 3;
      JsonObject shown = new JsonObject(page.substring(from, next - 3));
      Path golden = Path.of("src", "test", "resources", "webhook", name + ".json");
      assertEquals(new JsonObject(Files.readString(golden)), shown);
    }
  }

  @Test
  void theShellScriptTellsGenuineFromForgedAndOld() throws IOException, InterruptedException {
    Tool.needs("openssl");
    long now = System.currentTimeMillis() / 1_000;
    byte[] bytes = BODY.getBytes(UTF_8);
    String signature = WebhookSignature.header(List.of(OTHER, SECRET), "msg_1", now, bytes);

    assertEquals(0, verifyInShell(now, signature, BODY));
    assertEquals(1, verifyInShell(now, signature, BODY + " "));
    assertEquals(1, verifyInShell(now + 1, signature, BODY));
    assertEquals(
        1, verifyInShell(now, WebhookSignature.header(List.of(OTHER), "msg_1", now, bytes), BODY));
    long old = now - 400;
    assertEquals(
        1, verifyInShell(old, WebhookSignature.header(List.of(SECRET), "msg_1", old, bytes), BODY));
  }

  @Test
  void thePythonReceiverTakesWhatTheHubSends(Vertx vertx) throws IOException {
    Tool.needs("python3");
    receives(vertx, List.of("python3", documented("python", "receiver.py").toString()));
  }

  @Test
  void theJavaReceiverTakesWhatTheHubSends(Vertx vertx) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    receives(
        vertx,
        List.of(java, "-Dfile.encoding=UTF-8", documented("java", "Receiver.java").toString()));
  }

  private void receives(Vertx vertx, List<String> program) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(secretFile.toString(), "0"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
    builder.environment().put("PYTHONIOENCODING", "UTF-8");
    Process process = builder.start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      String first = String.valueOf(out.readLine());
      assertTrue(
          first.startsWith("listening on "), first + Files.readString(folder.resolve("err")));
      String url = "http://127.0.0.1:" + first.substring("listening on ".length()) + "/";

      assertEquals(401, send(vertx, url, OTHER, 0).status());
      assertEquals(401, send(vertx, url, SECRET, -400_000).status());
      assertEquals(204, send(vertx, url, SECRET, 0).status());

      String told = String.valueOf(out.readLine());
      assertTrue(told.contains("【测试】水泊寺街道"), told);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Outcome send(Vertx vertx, String url, SigningSecret secret, long shift) {
    HttpPostman postman =
        new HttpPostman(
            vertx,
            new AddressGuard(List.of(AddressRange.parse("127.0.0.1"))),
            Names.of(vertx),
            () -> System.currentTimeMillis() + shift,
            null);
    Notification notification =
        new Notification("msg_1", UUID.randomUUID(), url, List.of(secret), BODY, 1, false);
    Outcome outcome = Await.result(postman.deliver(notification)).outcome();
    Await.result(postman.close());
    return outcome;
  }
}
