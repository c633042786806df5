package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.hub.watch.Outage;
import cn.yizhan.hub.watch.Undelivered;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two offices of twenty stations each, of which one has thresholds of its own. */
@WithDatabase
class OfficeThresholdsIT {
  private static final Actor DISTRICT = new Actor("token:test", Role.SYSTEM_ADMIN, null);

  private final TestDatabase db;
  private final PgRuleBook rules;
  private final PgAlertFacts facts;

  OfficeThresholdsIT(TestDatabase db) {
    this.db = db;
    this.rules = new PgRuleBook(db.pool());
    Style style = new Style("PC", ZoneId.of("Asia/Shanghai"), null);
    this.facts =
        new PgAlertFacts(AlertWriter.standard(style), System::currentTimeMillis, step -> {});
  }

  @BeforeEach
  void twoOffices() {
    db.clear();
    for (String office : List.of("small", "large")) {
      db.rows("insert into office (code, name) values ($1, $1)", office);
      db.rows(
          "insert into station (code, name, office, kind, expected_since)"
              + " select o.code || '-' || n, 's', o.id, 'full', to_timestamp(0)"
              + " from office o, generate_series(10, 29) n where o.code = $1",
          office);
      db.rows(
          "insert into endpoint (id, office, kind, url, secret, pepper)"
              + " select $1, id, 'webhook', 'https://example.org/', $2, 1::smallint"
              + " from office where code = $3",
          UUID.nameUUIDFromBytes(office.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
          Buffer.buffer("x"),
          office);
    }
    db.rows(
        "insert into presence (station, online, since) select id, true, to_timestamp(0)"
            + " from station");
  }

  private void override(String rule, @Nullable String office, Map<String, Double> values) {
    assertNotNull(
        Await.result(
            rules.create(
                DISTRICT, new RuleOverride.Wanted("own", rule, office, null, values, "test"))));
  }

  private List<String> told(String rule) {
    return db
        .rows(
            "select o.code from alert a join office o on o.id = a.office"
                + " where a.rule = $1 and a.condition = 'active' order by o.code",
            rule)
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** A notification that nobody takes waits for ten minutes in each office. */
  private void waiting() {
    db.rows(
        "insert into outbox (id, endpoint, type, body, created, attempts)"
            + " select 'msg_' || o.code, e.id, 'alert.raised', '{}', now() - interval '10 minutes', 3"
            + " from endpoint e join office o on o.id = e.office");
  }

  private void reviewOutages() {
    long now = System.currentTimeMillis();
    Await.result(
        new PgOutageBook(db.pool(), facts)
            .review(
                offices -> {
                  List<OfficeFact> found = new ArrayList<>();
                  for (Outage office : offices) {
                    Fact fact = office.judge(now, 0);
                    if (fact != null) {
                      found.add(new OfficeFact(office.office(), fact));
                    }
                  }
                  return found;
                }));
  }

  @Test
  void anOutageIsFoundByTheNumbersOfItsOffice() {
    db.rows(
        "update presence set online = false, since = now() - interval '10 minutes'"
            + " where station in (select id from station where code like '%-10' or code like '%-11')");
    reviewOutages();
    assertEquals(List.of(), told("A02"));
    override("A02", null, Map.of("least", 4.0));
    override("A02", "small", Map.of("least", 2.0));
    reviewOutages();
    assertEquals(List.of("small"), told("A02"));
    override("A02", null, Map.of("least", 2.0));
    reviewOutages();
    assertEquals(List.of("large", "small"), told("A02"));
  }

  @Test
  void aFailingChannelIsToldByTheNumbersOfItsOffice() {
    waiting();
    PgUndeliveredBook book = new PgUndeliveredBook(db.pool(), facts);
    Await.result(book.review(Undelivered::judge));
    assertEquals(List.of(), told("A08"));
    override("A08", "small", Map.of("otherAfter", 300.0));
    Await.result(book.review(Undelivered::judge));
    assertEquals(List.of("small"), told("A08"));
  }

  @Test
  void aRepetitionAboutAnOfficeIsFoundByItsNumbers() {
    override("P04", "small", Map.of("count", 2.0));
    waiting();
    override("A08", null, Map.of("otherAfter", 60.0));
    PgUndeliveredBook book = new PgUndeliveredBook(db.pool(), facts);
    Await.result(book.review(Undelivered::judge));
    assertEquals(List.of("large", "small"), told("A08"));
    // it was told of once before, in both offices
    db.rows(
        "insert into alert_history (alert, revision, at, actor, what)"
            + " select id, 100, now() - interval '1 hour', 'hub', 'reopened' from alert");
    Await.result(new PgRepetitions(db.pool(), rules, facts).judge());
    assertEquals(List.of("small"), told("P04"));
  }
}
