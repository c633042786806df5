package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.notify.channel.Sheet;
import cn.yizhan.hub.testing.Await;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A robot that answers 200 whatever happened, and worse. */
@ExtendWith(VertxExtension.class)
class RobotDeliveryTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final int DEADLINE_MS = 15_000;
  private static final int SOON_MS = 1_500;
  private static final AddressGuard GUARD =
      new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8")));
  private static final String TARGET = "/robot/send?access_token=t0ken123";
  private static final String SIGNED =
      TARGET + "&timestamp=1700000000000&sign=bCcJiIKqyObgdvB5UiIbViJlixojz9bQW5dnZbgLAd8%3D";

  private Vertx vertx;
  private ScriptedReceiver robot;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    robot = new ScriptedReceiver(vertx);
  }

  @AfterEach
  void close() {
    robot.close();
  }

  private Outcome answered(Consumer<NetSocket> answer, int totalMs) {
    robot.always(SIGNED, answer);
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.put("kind", "dingtalk").put("url", robot.url(TARGET));
    ObjectNode settings = json.putObject("settings");
    settings.put(
        "secret", "SEC00000000000000000000000000000000000000000000000000000000" + "0000test");
    settings.putArray("mobiles").add("13800000001");
    Sheet sheet = Sheet.read(json, GUARD);
    Target target = new Target(sheet.kind(), sheet.terms().language(), sheet.channel(), null, null);
    String body = TestNotice.body(new UUID(1, 2), "sbs", "水泊寺街道", NOW, ZoneId.of("Asia/Shanghai"));
    HttpPostman postman = new HttpPostman(vertx, GUARD, Names.of(vertx), () -> NOW, null, totalMs);
    Notification notification =
        new Notification(
            "msg_1", UUID.randomUUID(), robot.url(TARGET), List.of(), body, 1, false, target);
    assertFalse(notification.toString().contains("t0ken123"), notification.toString());
    Outcome outcome = Await.result(postman.deliver(notification)).outcome();
    Await.result(postman.close());
    return outcome;
  }

  private static Consumer<NetSocket> saying(String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return ScriptedReceiver.raw("HTTP/1.1 200 OK\r\ncontent-length: " + length + "\r\n\r\n" + body);
  }

  @Test
  void whatTheRobotTakesIsDeliveredSignedAndWithNames() {
    Outcome outcome = answered(saying("{\"errcode\":0,\"errmsg\":\"ok\"}"), DEADLINE_MS);

    assertEquals(new Outcome.Delivered(200), outcome);
    JsonObject body = new JsonObject(robot.got(SIGNED).get(0).body());
    assertEquals("markdown", body.getString("msgtype"));
    assertTrue(body.getJsonObject("markdown").getString("text").endsWith("@13800000001"));
    assertEquals("", robot.got().get(0).header("webhook-signature"));
  }

  @Test
  void anErrorInsideASuccessIsAFailure() {
    Outcome outcome =
        answered(saying("{\"errcode\":310000,\"errmsg\":\"sign not match\"}"), DEADLINE_MS);

    assertEquals("answered 200, but errcode 310000: sign not match", outcome.detail());
  }

  @Test
  void whoIsAskedTooOftenAsksForAPause() {
    Outcome outcome =
        answered(saying("{\"errcode\":130101,\"errmsg\":\"send too fast\"}"), DEADLINE_MS);

    assertEquals(Duration.ofMinutes(10), assertInstanceOf(Outcome.Again.class, outcome).pause());
  }

  @Test
  void theTokenIsNotRepeatedInWhatIsKept() {
    Outcome outcome =
        answered(saying("{\"errcode\":300001,\"errmsg\":\"no t0ken123 here\"}"), DEADLINE_MS);

    assertEquals("answered 200, but errcode 300001: no *** here", outcome.detail());
  }

  @Test
  void aRobotThatStallsEndsAtTheDeadline() {
    Outcome outcome = answered(ScriptedReceiver.stall(), SOON_MS);

    assertEquals("no answer within 1 s", outcome.detail());
  }

  @Test
  void anAnswerThatDripsIsNoSuccess() {
    Outcome outcome =
        answered(
            socket -> {
              socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"errcode\":0");
              long timer = vertx.setPeriodic(50, id -> socket.write(" "));
              socket.closeHandler(v -> vertx.cancelTimer(timer));
            },
            SOON_MS);

    assertEquals("answered 200, but the answer did not end", outcome.detail());
  }

  @Test
  void halfAnAnswerIsNoSuccess() {
    Outcome outcome =
        answered(
            socket -> {
              socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"errcode\":0}");
              socket.close();
            },
            DEADLINE_MS);

    assertEquals("answered 200, but the answer did not end", outcome.detail());
  }

  @Test
  void anEndlessAnswerIsNoSuccess() {
    Outcome outcome =
        answered(
            socket -> {
              socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
              Buffer chunk = Buffer.buffer("1000\r\n" + "0".repeat(4096) + "\r\n");
              long timer = vertx.setPeriodic(1, id -> socket.write(chunk));
              socket.closeHandler(v -> vertx.cancelTimer(timer));
            },
            DEADLINE_MS);

    assertEquals("answered 200, but the answer did not end", outcome.detail());
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    Outcome outcome =
        answered(ScriptedReceiver.status(302, "location: " + robot.url("/elsewhere")), DEADLINE_MS);

    assertEquals("answered 302; redirects are not followed", outcome.detail());
    assertTrue(robot.got("/elsewhere").isEmpty());
  }
}
