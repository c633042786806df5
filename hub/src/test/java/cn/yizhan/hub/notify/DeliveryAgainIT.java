package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.storage.PgReplays;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent again by hand, and what goes to the fallback channel. */
@WithDatabase
class DeliveryAgainIT {
  private static final String BODY =
      "{\"type\":\"alert.raised\",\"data\":{\"number\":\"PC-1\",\"text\":{\"zh\":\"烟\",\"en\":\"smoke\"}}}";

  @TempDir Path folder;
  private TestDatabase db;
  private Outgoing out;
  private ScriptedReceiver receiver;
  private HttpPostman postman;
  private Courier courier;
  private PgReplays replays;
  private UUID main;
  private UUID fallback;

  @BeforeEach
  void open(TestDatabase database) throws IOException {
    db = database;
    out = new Outgoing(db, folder.resolve("pepper"), "127.0.0.0/8");
    receiver = new ScriptedReceiver(db.vertx());
    postman = out.postman();
    courier = out.courier(postman);
    replays = new PgReplays(db.pool());
    main = out.endpoint(receiver.url("/main")).entry().id();
    fallback = out.endpoint(receiver.url("/fallback")).entry().id();
    db.rows("update endpoint set fallback = true where id = $1", fallback);
    courier.start();
  }

  @AfterEach
  void close() {
    receiver.close();
    Await.result(postman.close());
    Await.result(courier.stop(10_000));
  }

  private void untilState(String id, String state) {
    Await.until(
        id + " is " + state,
        () -> {
          out.due();
          courier.wake();
          return out.state(id).equals(state);
        });
  }

  @Test
  void whatWasDeliveredIsSentAgainUnderItsIdAndItsFirstTriesStay() {
    String id = out.queue(main, out.alert("major"), BODY);
    untilState(id, "delivered");

    assertEquals(Replays.Outcome.QUEUED, Await.result(replays.one(Outgoing.SOMEBODY, id)));
    untilState(id, "delivered");

    assertEquals(List.of(id, id), receiver.got("/main").stream().map(got -> got.id()).toList());
    assertEquals(
        List.of("0/1", "1/1"),
        db
            .rows(
                "select round || '/' || attempt from delivery_attempt where notification = $1"
                    + " order by 1",
                id)
            .stream()
            .map(row -> row.getString(0))
            .toList());
    assertEquals(1, db.number("select count(*) from audit where action = 'endpoint.replay'"));
  }

  @Test
  void whatStillWaitsOrBelongsToOthersOrHasNowhereToGoIsNotSentAgain() {
    receiver.always("/main", ScriptedReceiver.status(503, "retry-after: 3600"));
    String id = out.queue(main, out.alert("major"), BODY);
    Actor stranger = new Actor("other", Role.DISTRICT_MANAGER, 999_999);

    assertEquals(Replays.Outcome.WAITING, Await.result(replays.one(Outgoing.SOMEBODY, id)));
    assertEquals(Replays.Outcome.MISSING, Await.result(replays.one(stranger, id)));
    Await.result(out.endpoints().disable(Outgoing.SOMEBODY, main, "moved"));
    assertEquals(Replays.Outcome.DISABLED, Await.result(replays.one(Outgoing.SOMEBODY, id)));
    assertNull(
        Await.result(
            replays.givenUp(Outgoing.SOMEBODY, main, new Replays.Range(0, Long.MAX_VALUE / 2))));
  }

  @Test
  void whatWasGivenUpInAStretchOfTimeIsSentAgain() {
    Await.result(courier.stop(10_000));
    String early = out.queue(main, out.alert("major"), BODY);
    String late = out.queue(main, out.alert("major"), BODY);
    db.rows("update outbox set state = 'failed', created = '2026-11-01' where id = $1", early);
    db.rows("update outbox set state = 'failed', created = '2026-11-03' where id = $1", late);
    Replays.Range second =
        new Replays.Range(
            java.time.Instant.parse("2026-11-02T00:00:00Z").toEpochMilli(),
            java.time.Instant.parse("2026-11-04T00:00:00Z").toEpochMilli());

    assertEquals(1, Await.result(replays.givenUp(Outgoing.SOMEBODY, main, second)));

    assertEquals("failed", out.state(early));
    assertEquals("due", out.state(late));
  }

  @Test
  void aCriticalOneThatFailedFiveTimesGoesToTheFallbackChannelOnceUnderAnIdOfItsOwn() {
    receiver.always("/main", ScriptedReceiver.status(500));
    String id = out.queue(main, out.alert("critical"), BODY);
    String other = out.queue(main, out.alert("major"), BODY);

    Await.until(
        "seven tries",
        () -> {
          out.due();
          courier.wake();
          return out.tries(id) >= 7 && out.tries(other) >= 7;
        });
    Await.until("told", () -> receiver.got("/fallback").size() >= 1);

    assertEquals(1, db.number("select count(*) from outbox where fallback_of = $1", id));
    assertEquals(0, db.number("select count(*) from outbox where fallback_of = $1", other));
    ScriptedReceiver.Got got = receiver.got("/fallback").get(0);
    assertNotEquals(id, got.id());
    JsonObject data = new JsonObject(got.body()).getJsonObject("data");
    assertEquals(main.toString(), data.getString("fallbackFor"));
    assertTrue(data.getJsonObject("text").getString("zh").startsWith("烟\n（主通道未能送达"));
  }

  @Test
  void whenAReceiverWantsNothingAnyMoreWhatIsCriticalFallsBackAndTheRestIsGivenUp() {
    receiver.always("/main", ScriptedReceiver.status(410));
    Await.result(courier.stop(10_000));
    String critical = out.queue(main, out.alert("critical"), BODY);
    String major = out.queue(main, out.alert("major"), BODY);
    courier = out.courier(postman);
    courier.start();

    Await.until("told", () -> receiver.got("/fallback").size() == 1);
    untilState(critical, "failed");
    untilState(major, "failed");
    assertEquals(1, db.number("select count(*) from outbox where endpoint = $1", fallback));
  }
}
