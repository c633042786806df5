package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgUndeliveredBook;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithDatabase
class DeliveryWatchIT {
  private static final UUID FAILING = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final UUID OTHER = UUID.fromString("00000000-0000-0000-0000-000000000002");
  private static final UUID FALLBACK = UUID.fromString("00000000-0000-0000-0000-000000000003");

  private final TestDatabase db;
  private int office;

  DeliveryWatchIT(TestDatabase db) {
    this.db = db;
  }

  @BeforeEach
  void anOfficeWithThreeEndpoints() {
    db.clear();
    office =
        (int)
            db.number(
                "insert into office (code, name, digest_minutes) values ('o', 'o', 0) returning id");
    for (UUID endpoint : List.of(FAILING, OTHER, FALLBACK)) {
      db.rows(
          "insert into endpoint (id, office, kind, url, secret, pepper, fallback)"
              + " values ($1, $2, 'webhook', 'https://example.org/', $3, 1::smallint, $4)",
          endpoint,
          office,
          Buffer.buffer("x"),
          endpoint.equals(FALLBACK));
    }
  }

  private void review() {
    Style style = new Style("PC", ZoneId.of("Asia/Shanghai"), null);
    PgAlertFacts facts =
        new PgAlertFacts(AlertWriter.standard(style), System::currentTimeMillis, step -> {});
    PgUndeliveredBook book = new PgUndeliveredBook(db.pool(), facts);
    // two hubs look
    Await.result(book.review(Undelivered::judge));
    Await.result(book.review(Undelivered::judge));
  }

  private void waiting(String id, int minutes, int attempts) {
    db.rows(
        "insert into outbox (id, endpoint, type, body, created, attempts)"
            + " values ($1, $2, 'alert.raised', '{}', now() - $3 * interval '1 minute', $4)",
        id,
        FAILING,
        minutes,
        attempts);
  }

  private List<String> told(UUID endpoint) {
    return db
        .rows(
            "select type from outbox where endpoint = $1 and alert is not null order by ordinal",
            endpoint)
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void whatIsNotTakenIsToldByTheOtherChannelsUntilTheEndpointTakesSomething() {
    waiting("msg_a", 29, 3);
    review();
    assertEquals(0, db.number("select count(*) from alert"));
    db.rows("update outbox set created = created - interval '1 minute'");
    review();
    assertEquals(List.of("alert.raised"), told(OTHER));
    assertEquals(List.of("alert.raised"), told(FALLBACK));
    assertEquals(List.of(), told(FAILING));

    db.rows("update outbox set state = 'delivered', finished = now() where id = 'msg_a'");
    review();
    assertEquals(List.of("alert.raised", "alert.cleared"), told(OTHER));
    assertEquals(List.of(), told(FAILING));
  }

  @Test
  void whatWasNeverTriedWaitsForUsAndIsNobodysFault() {
    waiting("msg_a", 600, 0);
    review();
    assertEquals(0, db.number("select count(*) from alert"));
  }

  @Test
  void aReceiverThatWantsNothingAnyMoreIsToldOfOnceAndForgottenWhenSomebodySaysSo() {
    db.rows("update endpoint set enabled = false, refused = now() where id = $1", FAILING);
    review();
    assertEquals(List.of("alert.raised"), told(OTHER));
    db.rows("update endpoint set refused = null where id = $1", FAILING);
    review();
    assertEquals(List.of("alert.raised", "alert.cleared"), told(OTHER));
  }
}
