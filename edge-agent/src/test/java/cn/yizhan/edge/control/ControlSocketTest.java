package cn.yizhan.edge.control;

import static cn.yizhan.edge.testing.Awaiting.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may tell a running agent what to do, and what comes of it. */
final class ControlSocketTest {
  @TempDir Path dir;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  private static ControlRequest start(String bay) {
    return new ControlRequest("start", bay, "王工", Map.of("note", "a\"b\nc"));
  }

  @Test
  void whatIsAskedArrivesAndTheAnswerComesBack() throws Exception {
    get(
        ControlSocket.open(
            vertx,
            dir,
            asked ->
                Future.succeededFuture(
                    ControlAnswer.done(
                        asked.by() + " " + asked.target() + " " + asked.arg("note", "")))));
    ControlAnswer answer = ControlClient.ask(dir, start("bay/3"));
    assertEquals(ControlAnswer.done("王工 bay/3 a\"b\nc"), answer);
  }

  @Test
  void onlyTheAgentsUserMayOpenIt() throws Exception {
    get(ControlSocket.open(vertx, dir, asked -> Future.failedFuture("never asked")));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(dir.resolve(ControlSocket.NAME))));
  }

  @Test
  void whatFailsIsAnsweredAndTheNextIsServed() throws Exception {
    get(ControlSocket.open(vertx, dir, asked -> Future.failedFuture("the disk is full")));
    assertEquals(ControlAnswer.refused("the disk is full"), ControlClient.ask(dir, start("bay/1")));
    assertEquals(ControlAnswer.refused("the disk is full"), ControlClient.ask(dir, start("bay/2")));
  }

  @Test
  void theSocketOfAnAgentThatWasKilledIsReplaced() throws Exception {
    Files.createFile(dir.resolve(ControlSocket.NAME));
    get(ControlSocket.open(vertx, dir, asked -> Future.succeededFuture(ControlAnswer.done(""))));
    assertEquals(ControlAnswer.done(""), ControlClient.ask(dir, start("bay/1")));
  }

  @Test
  void afterTheEndNobodyAnswers() throws Exception {
    ControlSocket open =
        get(ControlSocket.open(vertx, dir, asked -> Future.failedFuture("never asked")));
    get(open.close());
    assertThrows(IOException.class, () -> ControlClient.ask(dir, start("bay/1")));
    assertFalse(Files.exists(dir.resolve(ControlSocket.NAME)));
  }
}
