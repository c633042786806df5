package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.hub.watch.Absence;
import cn.yizhan.hub.watch.Outage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an office is told when many of its stations are cut off together. */
@WithDatabase
class OutageOfAnOfficeIT {
  private static final long MINUTE = 60_000;

  private final TestDatabase db;
  private final AlertFixture given;
  private final PgUntold untold;
  private final PgDigests digests;

  OutageOfAnOfficeIT(TestDatabase db) {
    this.db = db;
    this.given = new AlertFixture(db);
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    AlertWriter writer = AlertWriter.standard(new Style("PC", ZoneId.of("Asia/Shanghai"), null));
    this.untold = new PgUntold(db.pool(), writer, given.clock::get);
    this.digests = new PgDigests(db.pool(), writer, given.clock::get, alerts -> {});
  }

  private void stations(int office, int count) {
    db.rows(
        "insert into station (code, name, office, kind, expected_since)"
            + " select 'x-' || $1 || '-' || n, '驿站', $1, 'full', to_timestamp(0)"
            + " from generate_series(1, $2) n",
        office,
        count);
  }

  private int anotherOffice(String code) {
    int office =
        (int)
            db.number(
                "insert into office (code, name, digest_minutes) values ($1, $1, 0) returning id",
                code);
    db.rows(
        "insert into endpoint (id, office, kind, url, secret, pepper)"
            + " values ($1, $2, 'webhook', 'https://example.org/', $3, 1::smallint)",
        UUID.randomUUID(),
        office,
        Buffer.buffer("x"));
    return office;
  }

  private static OffsetDateTime at(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }

  /** All go away within a minute. */
  private void lost(long when) {
    db.rows("update station set expected_since = to_timestamp(0)");
    db.rows(
        "insert into presence (station, online, since)"
            + " select id, false, $1 + (id % 60) * interval '1 second' from station",
        at(when));
  }

  private void reviewFrom(long minute, long until) {
    for (long each = minute; each <= until; each++) {
      review(AlertFixture.START + each * MINUTE, AlertFixture.START - 60 * MINUTE);
    }
  }

  @Test
  void whenAllStationsAreCutOffAtOnceEachOfficeIsSentOneMessageAndOneOfTheirReturn() {
    stations(given.office, 99);
    stations(anotherOffice("b"), 60);
    stations(anotherOffice("c"), 28);
    lost(AlertFixture.START);
    reviewFrom(1, 70);
    assertEquals(List.of("alert.raised", "alert.raised", "alert.raised"), given.queued());
    assertEquals(
        3,
        db.number(
            "select count(distinct o.endpoint) from outbox o join endpoint e"
                + " on e.id = o.endpoint where o.body like '%\"A02\"%'"));
    assertEquals(
        188, db.number("select count(*) from alert where rule = 'A01' and severity = 'major'"));
    assertEquals(
        0,
        db.number(
            "select count(*) from deadline d join alert a on a.id = d.alert where a.rule = 'A01'"));

    given.apply(given.raised(given.clock.get()));
    assertEquals(4, given.queued().size());

    db.rows("update presence set online = true, since = $1", at(AlertFixture.START + 71 * MINUTE));
    reviewFrom(72, 90);
    assertEquals(3, db.number("select count(*) from outbox where type = 'alert.cleared'"));
    assertEquals(7, given.queued().size());
    assertEquals(1, db.number("select count(*) from alert where condition = 'active'"));
  }

  @Test
  void stationsOfAHubThatWasKilledAreAwaySinceItsLeaseEnded() {
    stations(given.office, 99);
    lost(AlertFixture.START);
    db.rows("update presence set online = true");
    long hub =
        db.number(
            "insert into hub (name, alive_until) values ('killed', now() + interval '1 hour')"
                + " returning id");
    db.rows("insert into lane (station, lane, hub) select id, 0, $1 from station", (int) hub);
    reviewFrom(1, 20);
    assertEquals(List.of(), given.queued());

    db.rows("update hub set alive_until = $1", at(AlertFixture.START + 21 * MINUTE));
    reviewFrom(21, 60);
    assertEquals(List.of("alert.raised"), given.queued());
    assertEquals(1, db.number("select count(*) from outbox where body like '%\"A02\"%'"));
  }

  @Test
  void thoseFewThatStayAwayAreToldTogetherOnceTheOutageIsOver() {
    db.rows("update office set digest_minutes = 15");
    stations(given.office, 187);
    lost(AlertFixture.START);
    reviewFrom(1, 70);
    db.rows(
        "update presence set online = true, since = $1 where station > 4",
        at(AlertFixture.START + 71 * MINUTE));
    reviewFrom(72, 80);
    assertEquals(List.of("alert.raised", "alert.cleared"), given.queued());
    reviewFrom(81, 90);
    assertEquals(List.of("alert.raised", "alert.cleared", "alert.digest"), given.queued());
    JsonObject digest =
        new JsonObject(
            db.rows("select body from outbox where type = 'alert.digest'").get(0).getString(0));
    assertEquals(4, digest.getJsonObject("data").getInteger("count"));
    assertEquals("major", digest.getJsonObject("data").getString("severity"));
    assertEquals(
        4,
        db.number(
            "select count(*) from deadline d join alert a on a.id = d.alert"
                + " where a.rule = 'A01' and d.kind = 'acknowledge' and d.stopped is null"));
  }

  @Test
  void stationsAlreadyRaisedButNotYetToldAreNotToldWhenTheOutageIsFound() {
    db.rows("update office set digest_minutes = 15");
    db.rows(
        "insert into rule_override (name, rule, params, reason, created_by)"
            + " values ('r', 'A01', '{\"minorAfter\": 180}', 'x', 'x')");
    stations(given.office, 4);
    db.rows("update station set expected_since = to_timestamp(0)");
    db.rows(
        "insert into presence (station, online, since)"
            + " select id, false, $1 + (id - 1) * interval '1 minute' from station",
        at(AlertFixture.START));
    reviewFrom(1, 4);
    assertEquals(2, db.number("select count(*) from digest_item"));
    reviewFrom(5, 9);
    db.rows("update digest_item set collected = collected - interval '15 minutes'");
    reviewFrom(10, 10);
    assertEquals(List.of("alert.raised"), given.queued());
    assertEquals(
        5, db.number("select count(*) from alert where rule = 'A01' and untold like 'alert/%'"));
    assertEquals(2, db.number("select count(*) from alert_history where what = 'held-back'"));
  }

  @Test
  void aStationThatWasAwayForLongDoesNotKeepTheOutageFromEnding() {
    stations(given.office, 9);
    lost(AlertFixture.START);
    db.rows(
        "update presence set since = $1 where station <= 3",
        at(AlertFixture.START - 3 * 24 * 60 * MINUTE));
    reviewFrom(1, 20);
    assertEquals(1, db.number("select count(*) from alert where rule = 'A02'"));
    db.rows(
        "update presence set online = true, since = $1 where station > 3",
        at(AlertFixture.START + 21 * MINUTE));
    reviewFrom(22, 22);
    assertEquals(
        0, db.number("select count(*) from alert where rule = 'A02' and condition = 'active'"));
  }

  /** What the watch does, at that time. */
  private void review(long now, long accepting) {
    given.clock.set(now);
    Await.result(
        new PgOutageBook(db.pool(), given.facts)
            .review(
                offices -> {
                  List<OfficeFact> facts = new ArrayList<>();
                  for (Outage office : offices) {
                    Fact fact = office.judge(now, accepting);
                    if (fact != null) {
                      facts.add(new OfficeFact(office.office(), fact));
                    }
                  }
                  return facts;
                }));
    PgAbsenceBook absences = new PgAbsenceBook(db.pool(), new PgRuleBook(db.pool()), given.facts);
    Await.result(
        absences.review(
            all -> {
              List<StationFact> facts = new ArrayList<>();
              for (Absence each : all) {
                each.judge(now, accepting)
                    .forEach(fact -> facts.add(new StationFact(each.station(), fact)));
              }
              return facts;
            }));
    Await.result(untold.review().compose(looked -> digests.review()));
  }
}
