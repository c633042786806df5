package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.api.NewItem;
import cn.yizhan.hub.api.SupplyBook.NewCount;
import cn.yizhan.hub.rules.Item;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.hub.watch.Expiring;
import cn.yizhan.hub.watch.HandCounted;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people count and what expires, from the register through the review to the alerts. */
@WithDatabase
class SupplyReviewIT {
  private static final Actor OFFICER = new Actor("token:test", Role.SYSTEM_ADMIN, null);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final NewItem.Terms TERMS = new NewItem.Terms(3, 1, 0.95);

  private final TestDatabase db;
  private final AlertFixture given;
  private final PgSupplyBook supplies;
  private final PgRuleBook rules;

  SupplyReviewIT(TestDatabase db) {
    this.db = db;
    this.given = new AlertFixture(db);
    this.supplies = new PgSupplyBook(db.pool());
    this.rules = new PgRuleBook(db.pool());
  }

  @BeforeEach
  void aStationWithWaterThatPeopleCount() {
    given.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    given.clock.set(AlertFixture.START);
    put(true, 5, null);
  }

  private void put(boolean byHand, double minimum, @Nullable String expires) {
    Await.result(
        supplies.put(
            OFFICER,
            "pc-001",
            new NewItem(
                new Item("water", "l", 40, minimum, byHand),
                TERMS,
                expires == null ? null : LocalDate.parse(expires))));
  }

  /** Somebody counts that many minutes after the start. */
  private void count(int minute, double level) {
    long at = AlertFixture.START + minute * 60_000L;
    given.clock.set(at);
    Await.result(
        supplies.count(OFFICER, "pc-001", "water", new NewCount(level, at, null, null, null)));
  }

  /** Two hubs look at what was counted. */
  private void reviewCounts() {
    PgCountBook book = new PgCountBook(db.pool(), rules, given.facts);
    for (int hub = 0; hub < 2; hub++) {
      Await.result(book.review(items -> HandCounted.judge(items, given.clock.get())));
    }
  }

  private void reviewExpiries(String now) {
    given.clock.set(Instant.parse(now).toEpochMilli());
    PgExpiryBook book = new PgExpiryBook(db.pool(), rules, given.facts);
    for (int hub = 0; hub < 2; hub++) {
      Await.result(book.review(items -> Expiring.judge(items, given.clock.get(), ZONE)));
    }
  }

  private List<String> alerts() {
    return db
        .rows(
            "select rule || ' ' || subject || ' ' || severity || ' ' || condition from alert"
                + " order by rule, detected_time")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void whatPeopleCountIsLowIsOutAndIsThereAgain() {
    count(0, 6);
    reviewCounts();
    assertEquals(List.of(), alerts());
    count(1, 5);
    reviewCounts();
    assertEquals(List.of("R01 supply/water minor active"), alerts());
    count(2, 0);
    count(3, 0);
    reviewCounts();
    assertEquals(
        List.of("R01 supply/water minor active", "R03 supply/water major active"), alerts());
    count(4, 40);
    reviewCounts();
    assertEquals(
        List.of("R01 supply/water minor cleared", "R03 supply/water major cleared"), alerts());
    assertEquals(2, db.number("select count(*) from outbox where type = 'alert.cleared'"));
  }

  @Test
  void whoSuppliesIsToldWhatWasCounted() {
    db.rows(
        "insert into endpoint (id, office, kind, url, secret, pepper, events)"
            + " values (gen_random_uuid(), $1, 'webhook', 'https://example.org/s', 'x', 1::smallint,"
            + " '{restock}')",
        given.office);
    count(0, 4);
    reviewCounts();
    count(1, 33);
    reviewCounts();
    assertEquals(
        List.of("restock.requested 4", "restock.done 33"),
        db
            .rows(
                "select type || ' ' || (body::jsonb->'data'->>'level')::float8 from outbox"
                    + " where type like 'restock%' order by ordinal")
            .stream()
            .map(row -> row.getString(0))
            .toList());
  }

  @Test
  void aReorderPointAboveTheMinimumIsWhatCounts() {
    count(0, 8);
    reviewCounts();
    assertEquals(List.of(), alerts());
    db.rows("update item set reorder_point = 8");
    reviewCounts();
    assertEquals(List.of("R01 supply/water minor active"), alerts());
    given.clock.addAndGet(60_000);
    db.rows("update item set reorder_point = 7");
    reviewCounts();
    assertEquals(List.of("R01 supply/water minor cleared"), alerts());
    given.clock.addAndGet(60_000);
    db.rows("update item set reorder_point = 9");
    reviewCounts();
    assertEquals(List.of("R01 supply/water minor active"), alerts(), "by the same count again");
  }

  @Test
  void aRestockIsDueWithinTheLeadTimeOfItsItem() {
    count(0, 5);
    reviewCounts();
    assertEquals(
        3 * 86_400,
        db.number(
            "select extract(epoch from resolve_due - detected_time)::integer from alert"
                + " where rule = 'R01'"));
    assertEquals(
        4 * 3_600,
        db.number(
            "select extract(epoch from acknowledge_due - detected_time)::integer from alert"));
    count(1, 0);
    count(2, 0);
    reviewCounts();
    // of the catalogue, and for what is major every hour counts
    assertEquals(
        8 * 3_600,
        db.number(
            "select extract(epoch from resolve_due - detected_time)::integer from alert"
                + " where rule = 'R03'"),
        "what has run out is not waited for");
  }

  @Test
  void anOverrideOfTheStationsCountsForCountsToo() {
    assertNotNull(
        Await.result(
            rules.create(
                OFFICER,
                new RuleOverride.Wanted(
                    "own", "R03", null, "pc-001", Map.of("count", 1.0), "test"))));
    count(0, 0);
    reviewCounts();
    assertEquals(
        List.of("R01 supply/water minor active", "R03 supply/water major active"), alerts());
  }

  @Test
  void aSensorThatIsPutInEndsWhatPeopleFoundOnlyWhenItReadsMore() {
    count(0, 4);
    reviewCounts();
    put(false, 5, null);
    reviewCounts();
    assertEquals(List.of("R01 supply/water minor active"), alerts());
    db.rows(
        "insert into point (station, code, name, unit, kind, words)"
            + " values ($1, 1, 'supply/water/level', 'l', 'number', '{}')",
        given.station);
    db.rows(
        "insert into latest (station, saved, points, \"values\", ats)"
            + " values ($1, now(), '{1}', '{4}', array[clock_timestamp()])",
        given.station);
    reviewCounts();
    assertEquals(List.of("R01 supply/water minor active"), alerts());
    db.rows("update latest set \"values\" = '{20}'");
    reviewCounts();
    assertEquals(List.of("R01 supply/water minor cleared"), alerts());
  }

  @Test
  void aStationThatIsSuspendedLacksNothing() {
    count(0, 4);
    put(true, 5, "2026-11-01");
    reviewCounts();
    reviewExpiries("2026-11-23T07:00:00Z");
    assertEquals(2, db.number("select count(*) from alert where condition = 'active'"));
    db.rows("update station set status = 'suspended'");
    reviewCounts();
    reviewExpiries("2026-11-23T08:00:00Z");
    assertEquals(
        List.of("R01 supply/water minor cleared", "R06 supply/water major cleared"), alerts());
  }

  @Test
  void whatExpiresIsToldWhenItIsNearAndWhenItHasPassedUntilItIsReplaced() {
    put(true, 5, "2027-03-01");
    reviewExpiries("2027-01-29T15:59:59Z");
    assertEquals(List.of(), alerts());
    reviewExpiries("2027-01-29T16:00:00Z");
    assertEquals(List.of("R06 supply/water minor active"), alerts());
    assertEquals(
        1,
        db.number(
            "select count(*) from outbox where type = 'alert.raised' and body like '%2027-03-01%'"));
    reviewExpiries("2027-03-01T15:59:59Z");
    assertEquals(List.of("R06 supply/water minor active"), alerts());
    reviewExpiries("2027-03-01T16:00:00Z");
    assertEquals(List.of("R06 supply/water major active"), alerts());

    put(true, 5, "2029-03-01");
    reviewExpiries("2027-03-02T02:00:00Z");
    assertEquals(List.of("R06 supply/water major cleared"), alerts());
    put(true, 5, "2027-03-01");
    reviewExpiries("2027-03-02T03:00:00Z");
    assertEquals(
        List.of("R06 supply/water major active"), alerts(), "it was not replaced after all");
    put(true, 5, null);
    reviewExpiries("2027-03-02T04:00:00Z");
    assertEquals(List.of("R06 supply/water major cleared"), alerts());
  }

  @Test
  void anOverrideOfTheOfficeSaysHowNearIsNear() {
    assertNotNull(
        Await.result(
            rules.create(
                OFFICER,
                new RuleOverride.Wanted(
                    "own", "R06", "sbs", null, Map.of("warnDays", 60.0), "test"))));
    put(true, 5, "2027-03-01");
    reviewExpiries("2027-01-01T00:00:00Z");
    assertEquals(List.of("R06 supply/water minor active"), alerts());
  }

  @Test
  void theTwinIsToldWhoCounts() {
    Registered registered = new Registered(db.pool(), stations -> Future.succeededFuture(Map.of()));
    assertEquals(
        List.of(new Item("water", "l", 40, 5, true)),
        Objects.requireNonNull(
                Await.result(registered.of(List.of(given.station))).get(given.station))
            .profile()
            .items());
  }
}
