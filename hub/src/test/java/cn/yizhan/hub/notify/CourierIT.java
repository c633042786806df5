package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.storage.PgOutbox;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithDatabase
class CourierIT {
  private static final int UNTIL_DONE_MS = 10_000;
  // shorter than a lease, longer than any test takes
  private static final int PATIENCE_MS = 55_000;
  // so that nothing is tried again by itself while a test looks at it
  private static final Consumer<NetSocket> LATER =
      ScriptedReceiver.status(503, "retry-after: 3600");

  @TempDir Path folder;
  private Outgoing out;
  private ScriptedReceiver receiver;
  private HttpPostman postman;
  private Courier courier;

  @BeforeEach
  void open(TestDatabase db) throws IOException {
    out = new Outgoing(db, folder.resolve("pepper"), "127.0.0.0/8");
    receiver = new ScriptedReceiver(db.vertx());
    postman = out.postman();
    courier = out.courier(postman);
    courier.start();
  }

  @AfterEach
  void close() {
    receiver.close();
    Await.result(postman.close());
    Await.result(courier.stop(UNTIL_DONE_MS));
  }

  private UUID endpoint(String target) {
    return out.endpoint(receiver.url(target)).entry().id();
  }

  private void untilState(String id, String state) {
    courier.wake();
    Await.until(id + " is " + state, () -> out.state(id).equals(state));
  }

  private void untilTried(String id, int tries) {
    courier.wake();
    Await.until(id + " tried " + tries + " times", () -> out.tries(id) >= tries);
  }

  @Test
  void aNotificationIsTriedUntilItIsDeliveredAlwaysUnderItsIdAndSigned() {
    Endpoints.Registered registered = out.endpoint(receiver.url("/hook"));
    receiver
        .then("/hook", ScriptedReceiver.status(500))
        .then("/hook", ScriptedReceiver.status(503, "retry-after: 60"));
    String id = out.queue(registered.entry().id(), out.alert("major"), "{\"文\":1}");

    untilTried(id, 1);
    assertEquals("due", out.state(id));
    out.due();
    untilTried(id, 2);
    out.due();
    untilState(id, "delivered");

    assertEquals(3, receiver.got().size());
    for (ScriptedReceiver.Got got : receiver.got()) {
      assertEquals(id, got.id());
      assertEquals("{\"文\":1}", got.body());
      assertTrue(got.verifies(registered.secret()));
    }
    assertEquals(1, out.meters.counter("yizhan.deliveries", "outcome", "delivered").count());
    assertEquals(2, out.meters.counter("yizhan.deliveries", "outcome", "again").count());
  }

  @Test
  void theNextTryWaitsAsLongAsTheScheduleAndTheReceiverSay(TestDatabase db) {
    receiver.then("/hook", ScriptedReceiver.status(503, "retry-after: 600"));
    String id = out.queue(endpoint("/hook"), out.alert("critical"), "{}");

    untilTried(id, 1);

    long seconds =
        db.number("select extract(epoch from due - now())::bigint from outbox where id = $1", id);
    assertTrue(seconds > 590 && seconds <= 720, "due in " + seconds + " s");
  }

  @Test
  void aSlowEndpointDelaysNoOther() {
    Await.result(courier.stop(UNTIL_DONE_MS));
    Await.result(postman.close());
    postman = out.postman(PATIENCE_MS);
    courier = out.courier(postman);
    receiver.always("/slow", ScriptedReceiver.stall());
    out.queueMany(endpoint("/slow"), 300);
    courier.start();
    Await.until("slow ones under way", () -> receiver.got("/slow").size() == 4);
    out.queueMany(endpoint("/quick"), 20);
    courier.wake();

    Await.until("quick ones delivered", () -> receiver.got("/quick").size() == 20);
    assertEquals(4, receiver.got("/slow").size());
  }

  @Test
  void aRedirectIsNotFollowed() {
    receiver.always("/hook", ScriptedReceiver.status(307, "location: " + receiver.url("/other")));
    String id = out.queue(endpoint("/hook"), out.alert("major"), "{}");

    untilTried(id, 1);

    assertEquals("due", out.state(id));
    assertTrue(receiver.got("/other").isEmpty());
  }

  @Test
  void anAddressOutsideTheAllowListGetsNothing(TestDatabase db) throws IOException {
    Await.result(courier.stop(UNTIL_DONE_MS));
    Outgoing strict = new Outgoing(db, folder.resolve("pepper"));
    UUID endpoint = strict.endpoint(receiver.url("/hook")).entry().id();
    String id = strict.queue(endpoint, strict.alert("major"), "{}");
    courier = strict.courier(strict.postman());
    courier.start();

    Await.until("tried", () -> strict.tries(id) >= 1);

    assertTrue(strict.lastDetail(id).contains("loopback"), strict.lastDetail(id));
    assertTrue(receiver.got().isEmpty());
  }

  @Test
  void theChangesOfOneAlertArriveInTheirOrderAndThoseOfAnotherDoNotWait() {
    receiver.then("/hook", LATER);
    UUID endpoint = endpoint("/hook");
    UUID alert = out.alert("major");
    String raised = out.queue(endpoint, alert, "raised");
    untilTried(raised, 1);
    String cleared = out.queue(endpoint, alert, "cleared");
    String other = out.queue(endpoint, out.alert("major"), "other");

    untilState(other, "delivered");
    assertEquals(0, out.tries(cleared));
    out.due();
    untilState(cleared, "delivered");

    assertEquals(
        List.of("raised", "other", "raised", "cleared"),
        receiver.got().stream().map(ScriptedReceiver.Got::body).toList());
  }

  @Test
  void whatAHubThatDiedHadClaimedIsDeliveredUnderTheSameId(TestDatabase db) {
    Await.result(courier.stop(UNTIL_DONE_MS));
    String id = out.queue(endpoint("/hook"), out.alert("major"), "{}");
    assertEquals(1, Await.result(out.outbox.claim(10, 4)).size());
    courier = out.courier(postman);
    courier.start();
    assertEquals(0, Await.result(out.outbox.claim(10, 4)).size());
    assertTrue(receiver.got().isEmpty());

    db.rows("update outbox set lease = now() where id = $1", id);
    untilState(id, "delivered");

    assertEquals(id, receiver.got().get(0).id());
    assertEquals(1, receiver.got().size());
  }

  @Test
  void goneDisablesTheEndpointAndEndsWhatWaits(TestDatabase db) {
    receiver.always("/hook", ScriptedReceiver.status(410));
    UUID endpoint = endpoint("/hook");
    UUID alert = out.alert("major");
    String first = out.queue(endpoint, alert, "{}");
    String second = out.queue(endpoint, alert, "{}");

    untilState(first, "failed");

    assertEquals("failed", out.state(second));
    assertEquals(1, receiver.got().size());
    Endpoints.Entry entry =
        Await.result(out.endpoints().list(Outgoing.SOMEBODY, Outgoing.OFFICE)).get(0);
    assertFalse(entry.enabled());
    assertEquals("answered 410 Gone", entry.disabledReason());
    out.queue(endpoint, alert, "{}");
    assertEquals(0, Await.result(out.outbox.claim(10, 4)).size());
  }

  @Test
  void afterTheLastTryItIsGivenUp(TestDatabase db) {
    receiver.always("/hook", LATER);
    String id = out.queue(endpoint("/hook"), out.alert("critical"), "{}");
    untilTried(id, 1);
    db.rows("update outbox set attempts = 12, due = now() where id = $1", id);

    untilState(id, "failed");

    assertEquals(2, out.tries(id));
  }

  @Test
  void severalHubsShareTheWorkAndNothingIsClaimedTwice() {
    for (int e = 0; e < 5; e++) {
      UUID endpoint = endpoint("/" + e);
      for (int i = 0; i < 20; i++) {
        out.queue(endpoint, out.alert("major"), "{}");
      }
    }
    Courier second = out.courier(postman);
    second.start();
    Await.until(
        "all delivered",
        () -> out.db.number("select count(*) from outbox where state = 'delivered'") == 100);
    Await.result(second.stop(UNTIL_DONE_MS));

    Set<String> ids = new HashSet<>();
    receiver.got().forEach(got -> assertTrue(ids.add(got.id()), got.id()));
    assertEquals(100, ids.size());
  }

  @Test
  void whatIsUnderWayWhenTheHubStopsIsFinished() {
    Promise<Outcome> answer = Promise.promise();
    Await.result(courier.stop(UNTIL_DONE_MS));
    courier = out.courier(n -> answer.future().map(outcome -> new Attempt(1_000, 1, outcome)));
    String id = out.queue(endpoint("/hook"), out.alert("major"), "{}");
    courier.start();
    Await.until(
        "claimed", () -> out.db.number("select count(*) from outbox where lease > now()") == 1);

    var stopped = courier.stop(UNTIL_DONE_MS);
    String later = out.queue(endpoint("/hook"), out.alert("major"), "{}");
    answer.complete(new Outcome.Delivered(200));
    Await.result(stopped);

    assertEquals("delivered", out.state(id));
    assertEquals(0, out.tries(later));
  }

  @Test
  void aTryThatLostItsLeaseChangesNothingUnlessItDelivered(TestDatabase db) {
    Await.result(courier.stop(UNTIL_DONE_MS));
    String id = out.queue(endpoint("/hook"), out.alert("major"), "{}");
    Notification lost = Await.result(out.outbox.claim(1, 4)).get(0);
    db.rows("update outbox set lease = now()");
    Notification second = Await.result(out.outbox.claim(1, 4)).get(0);

    Await.result(
        out.outbox.record(lost, new Attempt(1_000, 5, new Outcome.Again("late")), 86_400_000L));
    assertEquals(1, db.number("select count(*) from outbox where lease > now()"));

    Await.result(out.outbox.record(lost, new Attempt(1_000, 5, new Outcome.Delivered(200)), null));
    Await.result(
        out.outbox.record(second, new Attempt(1_000, 5, new Outcome.Again("no answer")), 5_000L));
    assertEquals("delivered", out.state(id));
  }

  @Test
  void withoutTheRightPepperNothingIsSent(TestDatabase db) throws IOException {
    Await.result(courier.stop(UNTIL_DONE_MS));
    String id = out.queue(endpoint("/hook"), out.alert("major"), "{}");
    PgOutbox other = new PgOutbox(db.pool(), Peppers.open(folder.resolve("another")));

    Notification claimed = Await.result(other.claim(1, 4)).get(0);
    Outcome outcome = Await.result(postman.deliver(claimed)).outcome();

    assertEquals(id, claimed.id());
    assertEquals("the endpoint's secret cannot be opened", outcome.detail());
    assertTrue(receiver.got().isEmpty());
  }
}
