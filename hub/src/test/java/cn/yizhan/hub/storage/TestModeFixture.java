package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.ingest.Batch;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A station on which tests are made, with an endpoint for tests and one for the rest. Minutes. */
final class TestModeFixture {
  final TestDatabase db;
  final AlertFixture given;
  final PgTestBook book;
  final List<Step> reviewed = new ArrayList<>();

  TestModeFixture(TestDatabase db) {
    this.db = db;
    this.given = new AlertFixture(db);
    this.book = new PgTestBook(db.pool(), given.writer, reviewed::add);
  }

  void aStationOfAnOfficeWithAnEndpointForTestsAndOneForTheRest() {
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    db.rows(
        "insert into endpoint (id, office, kind, url, secret, pepper, tester)"
            + " values ($1, $2, 'webhook', 'https://example.org/test', $3, 1::smallint, true)",
        UUID.randomUUID(),
        given.office,
        Buffer.buffer("x"));
  }

  static long at(double minute) {
    return AlertFixture.START + Math.round(minute * 60_000);
  }

  static StationEvent event(String type, double minute, Map<String, Object> data) {
    return new StationEvent(type + minute, type, at(minute), "station", null, data);
  }

  static StationEvent started(double minute, double until) {
    return event("test.started", minute, Map.of("by", "王工", "until", at(until) / 1000.0));
  }

  static StationEvent ended(double minute) {
    return event("test.ended", minute, Map.of("by", "王工", "reason", "finished"));
  }

  void says(StationEvent... events) {
    List<Batch.Event> stored = new ArrayList<>();
    for (StationEvent event : events) {
      stored.add(new Batch.Event(new Batch.Origin(Lane.EVENT, 1, 1, event.at()), event));
    }
    Batch.Extras extras =
        new Batch.Extras(List.of(), List.of(), stored, List.of(), null, null, List.of(), null);
    Batch.Part part = new Batch.Part(given.station, 1, List.of(), List.of(), extras);
    assertTrue(PgTests.in(List.of(part)));
    Await.result(db.pool().withTransaction(tx -> PgTests.note(tx, List.of(part), Set.of())));
  }

  /** The fact becomes known a second after it happened, or when it is said to. */
  void happens(Fact... facts) {
    for (Fact fact : facts) {
      given.clock.set(Math.max(given.clock.get(), fact.at() + 1000));
      given.apply(fact);
    }
  }

  Fact raised(double minute) {
    return given.raised(at(minute));
  }

  int review(double minute) {
    given.clock.set(at(minute));
    return Await.result(book.review(at(minute)));
  }

  /** Types told to the tester, or to the others. */
  List<String> told(boolean tester) {
    return db
        .rows(
            "select o.type, o.body from outbox o join endpoint e on e.id = o.endpoint"
                + " where e.tester = $1 order by o.ordinal",
            tester)
        .stream()
        .map(
            row -> {
              JsonObject data = new JsonObject(row.getString("body")).getJsonObject("data");
              assertEquals(tester, data.getBoolean("test"));
              String zh = data.getJsonObject("text").getString("zh");
              assertEquals(tester, zh.startsWith("【测试】"), zh);
              return row.getString("type");
            })
        .toList();
  }

  List<String> audited() {
    return db.rows("select actor, action, target, data from audit order by id").stream()
        .map(
            row ->
                row.getString("actor")
                    + ' '
                    + row.getString("action")
                    + ' '
                    + row.getString("target")
                    + ' '
                    + row.getJsonObject("data").getString("by")
                    + ' '
                    + row.getJsonObject("data").getString("reason"))
        .toList();
  }
}
