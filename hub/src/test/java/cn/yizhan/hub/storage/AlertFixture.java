package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** An office with a station and endpoints, facts about them, and what became of these. */
final class AlertFixture {
  static final long START = Instant.parse("2026-11-23T06:02:21.300Z").toEpochMilli();

  private final TestDatabase db;
  final AtomicLong clock = new AtomicLong(START);
  final List<Step> committed = new CopyOnWriteArrayList<>();
  final AlertWriter writer;
  final PgAlertFacts facts;
  final PgAlertBook book;
  int station;
  int office;

  AlertFixture(TestDatabase db) {
    this.db = db;
    Style style = new Style("PC", ZoneId.of("Asia/Shanghai"), null);
    this.writer = AlertWriter.standard(style);
    this.facts = new PgAlertFacts(writer, clock::get, committed::add);
    this.book = new PgAlertBook(db.pool(), writer, clock::get, committed::add);
  }

  void aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled() {
    db.clear();
    office =
        (int)
            db.number(
                "insert into office (code, name, digest_minutes) values ('sbs', '水泊寺街道', 0)"
                    + " returning id");
    station = station("pc-001");
    for (boolean enabled : new boolean[] {true, false}) {
      db.rows(
          "insert into endpoint (id, office, kind, url, secret, pepper, enabled)"
              + " values ($1, $2, 'webhook', 'https://example.org/', $3, 1::smallint, $4)",
          UUID.randomUUID(),
          office,
          Buffer.buffer("x"),
          enabled);
    }
  }

  int station(String code) {
    return (int)
        db.number(
            "insert into station (code, name, office, kind)"
                + " values ($1, '东关小哥驿站', $2, 'full') returning id",
            code,
            office);
  }

  Fact fact(Change change, Severity severity, long at, Telling telling) {
    return new Fact(
        "S02/bay/3/" + change.word() + '/' + at,
        new Matter("S02", 1, "bay/3"),
        change,
        severity,
        at,
        telling,
        new Finding("bay/3/temperature", 68.2, "Cel", 65, 5),
        null);
  }

  Fact raised(long at) {
    return fact(Change.RAISED, Severity.CRITICAL, at, Telling.LIVE);
  }

  Fact cleared(long at) {
    return fact(Change.CLEARED, Severity.CRITICAL, at, Telling.LIVE);
  }

  void apply(Fact... facts) {
    Await.result(applied(station, facts));
  }

  Future<Void> applied(int who, Fact... facts) {
    List<StationFact> list = new ArrayList<>();
    for (Fact fact : facts) {
      list.add(new StationFact(who, fact));
    }
    return db.pool()
        .withTransaction(tx -> this.facts.apply(tx, list))
        .onSuccess(Runnable::run)
        .mapEmpty();
  }

  Row alert() {
    List<Row> rows = db.rows("select * from alert");
    assertEquals(1, rows.size());
    return rows.get(0);
  }

  void closed(long at) {
    db.rows(
        "update alert set work = 'closed', closed_time = $1",
        Instant.ofEpochMilli(at).atOffset(ZoneOffset.UTC));
  }

  List<String> history() {
    return db.rows("select what from alert_history order by alert, revision").stream()
        .map(row -> row.getString(0))
        .toList();
  }

  List<String> queued() {
    return db.rows("select type from outbox order by ordinal").stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
