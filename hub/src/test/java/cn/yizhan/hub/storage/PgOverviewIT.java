package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.console.Latest;
import cn.yizhan.hub.console.OpenAlert;
import cn.yizhan.hub.console.Place;
import cn.yizhan.hub.console.Snapshot;
import cn.yizhan.hub.rules.Item;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithDatabase
class PgOverviewIT {
  private static final OffsetDateTime SAVED = OffsetDateTime.parse("2026-11-23T06:00:00Z");
  private static final Actor DISTRICT = new Actor("token:all", Role.DISTRICT_MANAGER, null);

  private final TestDatabase db;
  private final PgOverview overview;
  private int first;
  private int second;

  PgOverviewIT(TestDatabase db) {
    this.db = db;
    this.overview = new PgOverview(db.pool());
  }

  @BeforeEach
  void twoOffices() {
    db.clear();
    first = office("a", "甲街道");
    second = office("b", "乙街道");
  }

  @Test
  void aStationComesWithItsPresenceBaysItemsAndLatestValues() {
    int station = station("pc-001", first);
    db.rows("insert into presence (station, online, since) values ($1, true, $2)", station, SAVED);
    db.rows("insert into bay values ($1, 2, 'phone'), ($1, 1, 'e-bike')", station);
    db.rows("insert into item values ($1, 'water', 'l', 60, 10)", station);
    db.rows(
        "insert into point (station, code, name, kind) values ($1, 1, 'bay/1/power', 'number'),"
            + " ($1, 2, 'mains/voltage', 'number')",
        station);
    db.rows(
        "insert into latest values ($1, $2, '{1,2}', '{412.5,230}', array[$2, $2]::timestamptz[])",
        station,
        SAVED);

    Snapshot snapshot = Await.result(overview.read(DISTRICT, 0));

    Snapshot.Entry entry = snapshot.stations().get(0);
    assertEquals(
        new Place("pc-001", "驿站 pc-001", "full", true, new Place.Office("a", "甲街道")),
        entry.place());
    assertEquals(true, entry.presence().online());
    assertEquals(
        List.of(new Config.Bay(1, BayUse.E_BIKE), new Config.Bay(2, BayUse.PHONE)), entry.bays());
    assertEquals(List.of(new Item("water", "l", 60, 10)), entry.items());
    long saved = SAVED.toInstant().toEpochMilli();
    assertEquals(saved, snapshot.latest().saved());
    assertEquals(new Latest.Value(412.5, saved), snapshot.latest().of(station, "bay/1/power"));
    assertNull(snapshot.latest().of(station, "mains/voltage"), "is not shown, so not read");
    assertTrue(
        Await.result(overview.read(DISTRICT, saved)).latest().stations().isEmpty(),
        "nothing was saved since");
  }

  @Test
  void aBareStationHasNothingAndWasNeverHeardOf() {
    station("pc-001", first);
    Snapshot.Entry entry = Await.result(overview.read(DISTRICT, 0)).stations().get(0);
    assertNull(entry.presence().online());
    assertTrue(entry.bays().isEmpty());
    assertTrue(entry.items().isEmpty());
  }

  @Test
  void anOfficeSeesItsOwnStationsAlertsAndValuesAlone() {
    alert(station("pc-001", first), first, 1, "major", "active", "new");
    alert(station("pc-002", second), second, 2, "major", "active", "new");

    Snapshot own = Await.result(overview.read(new Actor("token:b", Role.DUTY_OFFICER, second), 0));

    assertEquals(List.of("pc-002"), own.stations().stream().map(e -> e.place().code()).toList());
    assertEquals(List.of("PC-2"), own.alerts().stream().map(OpenAlert::number).toList());
    assertEquals(1, own.openAlerts());
    assertEquals(2, Await.result(overview.read(DISTRICT, 0)).openAlerts());
  }

  @Test
  void openAlertsComeWithTheMostUrgentFirst() {
    int station = station("pc-001", first);
    alert(station, first, 1, "minor", "active", "acknowledged");
    alert(station, first, 2, "critical", "cleared", "new");
    alert(station, first, 3, "critical", "active", "new");
    alert(station, first, 4, "critical", "active", "closed");

    Snapshot snapshot = Await.result(overview.read(DISTRICT, 0));

    assertEquals(
        List.of("PC-3", "PC-1", "PC-2"),
        snapshot.alerts().stream().map(OpenAlert::number).toList());
    OpenAlert alert = snapshot.alerts().get(0);
    assertNotNull(alert.reading());
    assertEquals(68.2, alert.reading().getDouble("value"));
    assertTrue(alert.holdsCut());
    assertFalse(alert.progress().delayed());
  }

  @Test
  void anAlertAboutAnOfficeAsAWholeIsShownAndOneOfATestIsNotCountedAndLast() {
    alert(station("pc-001", first), first, 1, "critical", "active", "new");
    alert(station("pc-002", first), first, 2, "minor", "active", "new");
    alert(station("pc-003", first), first, 3, "major", "active", "new");
    db.rows("update alert set test = true where number = 'PC-1'");
    db.rows("update alert set station = null where number = 'PC-3'");

    Snapshot snapshot = Await.result(overview.read(DISTRICT, 0));

    assertEquals(
        List.of("PC-3", "PC-2", "PC-1"),
        snapshot.alerts().stream().map(OpenAlert::number).toList());
    assertEquals(2, snapshot.openAlerts());
    assertNull(snapshot.alerts().get(0).site().station());
    assertEquals("甲街道", snapshot.alerts().get(0).site().office().name());
    assertTrue(snapshot.alerts().get(2).progress().test());
  }

  @Test
  void aDisabledOrClosedStationIsNotShown() {
    int disabled = station("pc-001", first);
    int closed = station("pc-002", first);
    db.rows("update station set disabled = now() where id = $1", disabled);
    db.rows("update station set status = 'closed' where id = $1", closed);
    assertTrue(Await.result(overview.read(DISTRICT, 0)).stations().isEmpty());
  }

  @Test
  void aSuspendedStationIsShownAsSuch() {
    int suspended = station("pc-001", first);
    station("pc-002", first);
    db.rows("update station set status = 'suspended' where id = $1", suspended);
    assertEquals(
        List.of(true, false),
        Await.result(overview.read(DISTRICT, 0)).stations().stream()
            .map(Snapshot.Entry::suspended)
            .toList());
  }

  private int office(String code, String name) {
    return (int)
        db.number("insert into office (code, name) values ($1, $2) returning id", code, name);
  }

  private int station(String code, int office) {
    return (int)
        db.number(
            "insert into station (code, name, office, kind, demo)"
                + " values ($1, $2, $3, 'full', true) returning id",
            code,
            "驿站 " + code,
            office);
  }

  private void alert(
      int station, int office, int number, String severity, String condition, String work) {
    db.rows(
        "insert into alert (id, number, day, rule, rule_version, station, office, subject,"
            + " severity, condition, work, delayed, retrospective, event_time, detected_time,"
            + " reading, edge_action)"
            + " values (gen_random_uuid(), $1, current_date, 'S02', 1, $2, $3, $4, $5, $6, $7,"
            + " false, false, now(), now(), '{\"point\": \"bay/1/temperature\", \"value\": 68.2}',"
            + " '{\"action\": \"cut\", \"latched\": true, \"confirmed\": true}')",
        "PC-" + number,
        station,
        office,
        "bay/" + number,
        severity,
        condition,
        work);
  }
}
