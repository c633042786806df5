package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAbsenceBook;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgObservationBook;
import cn.yizhan.hub.storage.PgOutageBook;
import cn.yizhan.hub.storage.PgRegistry;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithDatabase
class StationWatchIT {
  private static final long START = Instant.parse("2026-11-23T06:00:00Z").toEpochMilli();

  private final TestDatabase db;
  private final AtomicLong clock = new AtomicLong(START);
  private int station;

  StationWatchIT(TestDatabase db) {
    this.db = db;
  }

  @BeforeEach
  void aStationOnline() {
    db.clear();
    long office =
        db.number(
            "insert into office (code, name, digest_minutes) values ('o', 'o', 0) returning id");
    station =
        (int)
            db.number(
                "insert into station (code, name, office, kind, expected_since)"
                    + " values ('pc-001', 's', $1, 'full', $2) returning id",
                (int) office,
                at(0));
    db.rows("insert into presence (station, online, since) values ($1, true, $2)", station, at(0));
  }

  private StationWatch watch() {
    Style style = new Style("PC", ZoneId.of("Asia/Shanghai"), null);
    PgAlertFacts alerts = new PgAlertFacts(AlertWriter.standard(style), clock::get, step -> {});
    PgAbsenceBook book = new PgAbsenceBook(db.pool(), new PgRuleBook(db.pool()), alerts);
    PgObservationBook observations =
        new PgObservationBook(db.pool(), new PgRuleBook(db.pool()), alerts);
    return new StationWatch(
        db.vertx(), new PgOutageBook(db.pool(), alerts), book, observations, clock::get);
  }

  private static OffsetDateTime at(long seconds) {
    return Instant.ofEpochMilli(START + seconds * 1000).atOffset(ZoneOffset.UTC);
  }

  private void presence(boolean online, long since) {
    db.rows("update presence set online = $1, since = $2", online, at(since));
  }

  /** Reviews every five seconds up to then. */
  private void until(StationWatch watch, long seconds) {
    while (clock.get() < START + seconds * 1000) {
      clock.addAndGet(Math.min(5_000, START + seconds * 1000 - clock.get()));
      Await.result(watch.review());
    }
  }

  private List<String> history() {
    return db.rows("select what from alert_history order by alert, revision").stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void aSilentStationIsToldOfWorseTellsAndEndsAndRestartsChangeNothing() {
    StationWatch watch = watch();
    presence(false, 10);
    until(watch, 609);
    assertEquals(List.of(), history());
    until(watch, 610);
    assertEquals(List.of("raised"), history());
    until(watch, 1000);
    StationWatch restarted = watch();
    until(restarted, 1100);
    assertEquals(List.of("raised"), history());
    until(restarted, 4600);
    assertEquals(List.of("raised", "worsened"), history());
    presence(true, 4600);
    until(restarted, 4899);
    assertEquals(2, history().size());
    until(restarted, 4905);
    assertEquals(List.of("raised", "worsened", "cleared"), history());
  }

  @Test
  void aStationThatIsEnabledAgainIsMissedAnewWithTheWholeGrace() {
    StationWatch watch = watch();
    presence(false, 0);
    until(watch, 610);
    db.rows("update station set disabled = $1", at(610));
    until(watch, 700);
    assertEquals(List.of("raised", "cleared"), history());
    db.rows("update station set disabled = null, expected_since = $1", at(700));
    until(watch, 1_299);
    assertEquals(List.of("raised", "cleared"), history());
    until(watch, 1_300);
    assertEquals(List.of("raised", "cleared", "raised"), history());
  }

  @Test
  void enablingSaysSinceWhenAStationIsExpected(@TempDir Path folder) throws IOException {
    PgRegistry registry = new PgRegistry(db.pool(), Peppers.open(folder.resolve("pepper")));
    Actor actor = new Actor("token:test", Role.SYSTEM_ADMIN, null);
    db.rows("update station set expected_since = '2026-01-01Z'");
    Await.result(registry.disable(actor, "pc-001", false));
    Await.result(registry.disable(actor, "pc-001", true));
    assertEquals(1, db.number("select count(*) from station where expected_since = '2026-01-01Z'"));
    Await.result(registry.disable(actor, "pc-001", false));
    assertEquals(
        1,
        db.number("select count(*) from station where expected_since > now() - interval '1 hour'"));
  }

  private List<String> told() {
    return db.rows("select rule, severity, condition from alert order by rule").stream()
        .map(row -> row.getString(0) + ' ' + row.getString(1) + ' ' + row.getString(2))
        .toList();
  }

  private void born(long at, String epoch) {
    db.rows(
        "insert into station_birth (station, at, session, epoch) values ($1, $2, $3, $4)",
        station,
        at(at),
        "s" + at,
        epoch);
  }

  @Test
  void aConfigurationThatIsNotTakenIsTold() {
    db.rows("update station set config_version = 2, expected_since = $1", at(0));
    db.rows("update station set config_changed = $1", at(10));
    db.rows(
        "insert into config_report (station, version, reported) values ($1, 1, $2)",
        station,
        at(5));
    StationWatch watch = watch();
    until(watch, 900);
    assertEquals(List.of(), told());
    until(watch, 1_000);
    assertEquals(List.of("A07 minor active"), told());
    db.rows("update config_report set version = 2, reported = $1", at(1_000));
    until(watch, 1_100);
    assertEquals(List.of("A07 minor cleared"), told());
  }

  @Test
  void aChangeOfTheConfigurationWantedIsDated() {
    db.rows("update station set config_changed = '2026-01-01Z'");
    db.rows("update station set name = 'other'");
    db.rows("update station set config_version = config_version + 1");
    assertEquals(
        1,
        db.number("select count(*) from station where config_changed > now() - interval '1 hour'"));
  }

  @Test
  void twoMachinesThatTakeTurnsAreTold() {
    StationWatch watch = watch();
    until(watch, 60);
    for (int i = 0; i < 5; i++) {
      born(70 + i * 20, i % 2 == 0 ? "a" : "b");
    }
    until(watch, 240);
    assertEquals(List.of("A06 major active"), told());
  }

  @Test
  void aStationThatIsOfflineIsToldAsThatAndNothingElse() {
    db.rows("update station set config_version = 2");
    db.rows(
        "insert into config_report (station, version, reported) values ($1, 1, $2)",
        station,
        at(0));
    StationWatch watch = watch();
    presence(false, 10);
    until(watch, 4_000);
    assertEquals(List.of("A01 major active"), told());
  }

  private String severity() {
    return db.rows("select severity from alert").get(0).getString(0);
  }

  @Test
  void aStationThatWentAwayWhileABayWasChargingIsMissedBadlyAfterTenMinutes() {
    latest("bay/2/state", List.of("Available", "Preparing", "Charging"), 2, -80_000);
    presence(false, 0);
    until(watch(), 600);
    assertEquals("major", severity());
  }

  @Test
  void aStationOneOfWhoseBaysDrewPowerWhenItWentAwayIsMissedBadlyAfterTenMinutes() {
    latest("bay/2/power", List.of(), 400, -100);
    presence(false, 0);
    until(watch(), 600);
    assertEquals("major", severity());
  }

  @Test
  void whatWasChargingLongBeforeTheStationWasEnabledAgainSaysNothing() {
    latest("bay/2/state", List.of("Available", "Preparing", "Charging"), 2, -80_000);
    presence(false, 0);
    db.rows("update station set expected_since = $1", at(10_000));
    StationWatch watch = watch();
    clock.set(START + 10_000_000);
    Await.result(watch.review());
    until(watch, 10_600);
    assertEquals("minor", severity());
  }

  @Test
  void whatWasTooOldWhenTheStationWentAwaySaysNothingOfCharging() {
    latest("bay/2/power", List.of(), 400, -200);
    presence(false, 0);
    until(watch(), 600);
    assertEquals("minor", severity());
  }

  private void latest(String point, List<String> words, double value, long at) {
    db.rows(
        "insert into point (station, code, name, kind, words) values ($1, 7, $2, $3, $4)",
        station,
        point,
        words.isEmpty() ? "number" : "word",
        words.toArray(String[]::new));
    db.rows(
        "insert into latest (station, saved, points, \"values\", ats)"
            + " values ($1, now(), '{7}', $2, $3)",
        station, new Double[] {value}, new OffsetDateTime[] {at(at)});
  }

  @Test
  void anOutageOfOurOwnRaisesNoAlarms() {
    StationWatch watch = watch();
    presence(false, 0);
    until(watch, 300);
    clock.set(START + 4_000_000);
    Await.result(watch.review());
    until(watch, 4_595);
    assertEquals(List.of(), history());
    until(watch, 4_600);
    assertEquals(List.of("raised"), history());
  }

  @Test
  void aVisibleOverrideShortensTheWaitOfAStationAndIsWithdrawn() {
    Actor actor = new Actor("token:test", Role.SYSTEM_ADMIN, null);
    PgRuleBook rules = new PgRuleBook(db.pool());
    Map<String, Double> quick = Map.of("grace", 5.0, "minorAfter", 20.0);
    RuleOverride made =
        Await.result(
            rules.create(
                actor,
                new RuleOverride.Wanted("demo", "A01", null, "pc-001", quick, "to be seen")));
    assertEquals("demo", Await.result(rules.list(actor)).get(0).wanted().name());
    StationWatch watch = watch();
    presence(false, 0);
    until(watch, 20);
    assertEquals(List.of("raised"), history());
    Await.result(rules.withdraw(actor, made.id()));
    assertEquals(List.of(), Await.result(rules.list(actor)));
    assertEquals(Map.of(), Await.result(rules.thresholds(db.pool(), List.of(station))));
  }
}
