package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** An office that is told together of what is not urgent, and time that passes for it. */
final class DigestFixture {
  final List<Integer> counted = new CopyOnWriteArrayList<>();
  private final TestDatabase db;
  private final AlertFixture given;
  private final PgUntold untold;

  DigestFixture(TestDatabase db, AlertFixture given) {
    this.db = db;
    this.given = given;
    db.rows("update office set digest_minutes = 15");
    this.untold = new PgUntold(db.pool(), given.writer, given.clock::get);
  }

  PgDigests digests() {
    AlertWriter writer = AlertWriter.standard(new Style("PC", ZoneId.of("Asia/Shanghai"), null));
    return new PgDigests(db.pool(), writer, given.clock::get, counted::add);
  }

  static Fact fact(String rule, String subject, Change change, Severity severity, long at) {
    return new Fact(
        rule + '/' + subject + '/' + change.word() + '/' + at,
        new Matter(rule, 1, subject),
        change,
        severity,
        AlertFixture.START + at,
        Telling.LIVE,
        null,
        null);
  }

  static Fact low(String item) {
    return low(item, 0);
  }

  static Fact low(String item, long at) {
    return fact("R01", "supply/" + item, Change.RAISED, Severity.MINOR, at);
  }

  static Fact refilled(String item) {
    return refilled(item, 1);
  }

  static Fact refilled(String item, long at) {
    return fact("R01", "supply/" + item, Change.CLEARED, Severity.MINOR, at);
  }

  /** What the hub does every few seconds; how many offices were told. */
  int tell() {
    return Await.result(untold.review().compose(looked -> digests().review()));
  }

  /** For what is collected. */
  void pass(int minutes) {
    db.rows(
        "update digest_item set collected = collected - $1 * interval '1 minute',"
            + " latest = latest - $1 * interval '1 minute'",
        minutes);
  }

  int tellAfterAQuarterOfAnHour() {
    pass(15);
    return tell();
  }

  JsonObject body(int index) {
    return new JsonObject(
        db.rows("select body from outbox order by ordinal").get(index).getString("body"));
  }

  static List<String> members(JsonObject digest, String member) {
    List<String> found = new ArrayList<>();
    JsonArray alerts = digest.getJsonObject("data").getJsonArray("alerts");
    alerts.forEach(each -> found.add(((JsonObject) each).getString(member)));
    return found;
  }

  void endpoint(String kind, String worst) {
    db.rows(
        "insert into endpoint (id, office, kind, url, secret, pepper, min_severity)"
            + " values ($1, $2, $3, 'https://example.org/', $4, 1::smallint, $5)",
        UUID.randomUUID(),
        given.office,
        kind,
        Buffer.buffer("x"),
        worst);
  }

  /** Kinds of endpoints with the least they are told of, and what they are. */
  List<String> toWhom() {
    return db
        .rows(
            "select e.kind || ' ' || e.min_severity || ' ' || o.type as told"
                + " from outbox o join endpoint e on e.id = o.endpoint order by 1")
        .stream()
        .map(row -> row.getString("told"))
        .toList();
  }
}
