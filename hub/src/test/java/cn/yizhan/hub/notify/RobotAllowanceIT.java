package cn.yizhan.hub.notify;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.storage.PgOutbox;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Robots are asked no oftener than they bear, whatever the number of hubs. */
@WithDatabase
class RobotAllowanceIT {
  private static final int MANY = 100;

  @TempDir Path folder;
  private Outgoing out;

  @BeforeEach
  void open(TestDatabase db) throws IOException {
    out = new Outgoing(db, folder.resolve("pepper"), "127.0.0.0/8");
  }

  private UUID robot(String url) {
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.put("kind", "wecom").put("url", url);
    return requireNonNull(
            Await.result(out.endpoints().register(Outgoing.SOMEBODY, Outgoing.OFFICE, json)))
        .entry()
        .id();
  }

  private UUID robot() {
    return robot("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc");
  }

  private void queue(UUID endpoint, String severity, int count) {
    for (int i = 0; i < count; i++) {
      out.queue(endpoint, out.alert(severity), "{}");
    }
  }

  private List<Notification> claim() {
    return Await.result(out.outbox.claim(MANY, MANY));
  }

  private long critical(List<Notification> claimed) {
    return claimed.stream().filter(Notification::critical).count();
  }

  @Test
  void fiveOfTwentyAreKeptForWhatIsCritical(TestDatabase db) {
    UUID robot = robot();
    queue(robot, "minor", 30);

    assertEquals(15, claim().size());
    assertEquals(0, claim().size());
    queue(robot, "critical", 10);
    List<Notification> urgent = claim();
    assertEquals(5, urgent.size());
    assertEquals(5, critical(urgent));
    assertEquals(0, claim().size());
    assertEquals(
        20, db.number("select count(*) from outbox where state = 'due' and lease is null"));

    db.rows("update robot set sent = array(select t - interval '76 s' from unnest(sent) t)");
    List<Notification> later = claim();
    assertEquals(5, critical(later));
    assertEquals(15, later.size());
  }

  @Test
  void whatIsCriticalGoesFirst() {
    UUID robot = robot();
    queue(robot, "minor", 30);
    queue(robot, "critical", 3);

    List<Notification> claimed = Await.result(out.outbox.claim(MANY, 4));

    assertEquals(3, critical(claimed));
    assertEquals(4, claimed.size());
  }

  @Test
  void whatWasNotClaimedIsNotCountedAsTried(TestDatabase db) {
    UUID robot = robot();
    queue(robot, "minor", 30);
    claim();

    assertEquals(15, db.number("select count(*) from outbox where attempts = 0"));
    assertEquals(15, db.number("select cardinality(sent) from robot"));
  }

  @Test
  void severalHubsTogetherAskNoOftener(TestDatabase db) {
    UUID robot = robot();
    queue(robot, "critical", 60);
    PgOutbox second = new PgOutbox(db.pool(), out.peppers);
    List<Future<List<Notification>>> claims = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      claims.add((i % 2 == 0 ? out.outbox : second).claim(3, MANY));
    }
    int claimed = 0;
    for (Future<List<Notification>> one : claims) {
      claimed += Await.result(one).size();
    }
    for (int left = claim().size(); left > 0; left = claim().size()) {
      claimed += left;
    }

    assertEquals(20, claimed);
  }

  @Test
  void aRobotThatAnotherHubIsCountingIsLeftForTheNextLook(TestDatabase db) {
    queue(robot(), "critical", 3);
    queue(out.endpoint("https://hooks.example.cn/").entry().id(), "critical", 1);

    int meanwhile =
        Await.result(
            db.pool()
                .withTransaction(
                    tx ->
                        tx.query("select from robot for update")
                            .execute()
                            .compose(locked -> out.outbox.claim(MANY, MANY))
                            .map(List::size)));

    assertEquals(1, meanwhile);
    assertEquals(3, claim().size());
  }

  @Test
  void endpointsOfOneRobotShareItsAllowance() {
    UUID one = robot();
    UUID two = robot();
    UUID other = robot("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=other");
    for (UUID endpoint : List.of(one, two, other)) {
      queue(endpoint, "critical", 15);
    }

    List<Notification> claimed = claim();

    assertEquals(35, claimed.size());
    assertEquals(15, claimed.stream().filter(n -> n.endpoint().equals(other)).count());
  }

  @Test
  void whoIsNoRobotIsNotCounted() {
    queue(out.endpoint("https://hooks.example.cn/").entry().id(), "minor", 40);

    assertEquals(40, claim().size());
  }

  @Test
  void aRobotThatSaysTooOftenIsLeftAloneByAllItsEndpoints(TestDatabase db) {
    try (ScriptedReceiver receiver = new ScriptedReceiver(db.vertx())) {
      String answer = "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}";
      receiver.always(
          "/send?key=abcdef",
          ScriptedReceiver.raw(
              "HTTP/1.1 200 OK\r\ncontent-length: " + answer.length() + "\r\n\r\n" + answer));
      UUID one = robot(receiver.url("/send?key=abcdef"));
      UUID two = robot(receiver.url("/send?key=abcdef"));
      String first = out.queue(one, out.alert("major"), "{}");
      HttpPostman postman = out.postman();
      Courier courier = out.courier(postman);
      courier.start();
      Await.until("the robot was asked", () -> out.tries(first) == 1);

      String second = out.queue(two, out.alert("critical"), "{}");
      courier.wake();
      assertEquals(0, claim().size());

      db.rows("update robot set blocked = now()");
      courier.wake();
      Await.until("the robot was asked again", () -> out.tries(second) == 1);
      assertTrue(out.lastDetail(first).contains("45009"), out.lastDetail(first));
      Await.result(courier.stop(10_000));
      Await.result(postman.close());
    }
  }

  @Test
  void twoCouriersOverOneRobotSendItTwentyAndTheRestStaysDue(TestDatabase db) {
    try (ScriptedReceiver receiver = new ScriptedReceiver(db.vertx())) {
      receiver.always(
          "/send?key=abcdef",
          ScriptedReceiver.raw("HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"errcode\":0}"));
      UUID robot = robot(receiver.url("/send?key=abcdef"));
      queue(robot, "critical", 45);
      HttpPostman postman = out.postman();
      List<Courier> couriers = List.of(out.courier(postman), out.courier(postman));
      couriers.forEach(Courier::start);
      Await.until(
          "twenty delivered",
          () -> db.number("select count(*) from outbox where state = 'delivered'") == 20);
      assertEquals(0, claim().size());
      couriers.forEach(courier -> Await.result(courier.stop(10_000)));

      assertEquals(20, receiver.got().size());
      assertEquals(25, db.number("select count(*) from outbox where attempts = 0"));
      Await.result(postman.close());
    }
  }
}
