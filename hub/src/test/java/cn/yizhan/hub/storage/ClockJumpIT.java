package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deadlines while clocks jump: those of the hubs, one apart from the other, and the database's. */
@WithDatabase
class ClockJumpIT {
  private static final Actor DISTRICT = new Actor("token:test", Role.DISTRICT_MANAGER, null);
  private static final long HOUR = 3_600_000;
  private static final int STATIONS = 8;

  private final TestDatabase db;
  private AlertFixture one;
  private AlertFixture other;
  private DeadlineFixture atOne;
  private DeadlineFixture atOther;
  private long time;
  private List<String> log;
  private Map<UUID, Integer> seen;

  ClockJumpIT(TestDatabase db) {
    this.db = db;
  }

  @BeforeEach
  void begin() {
    one = new AlertFixture(db);
    one.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
    other = new AlertFixture(db);
    other.office = one.office;
    atOne = new DeadlineFixture(db, one);
    atOther = new DeadlineFixture(db, other);
    time = AlertFixture.START;
    log = new ArrayList<>();
    seen = new HashMap<>();
  }

  /** What the clocks of the hubs show beside the time. */
  private void clocks(long[] off) {
    one.clock.set(time + off[0]);
    other.clock.set(time + off[1]);
  }

  private UUID alert(String station) {
    return db.rows(
            "select a.id from alert a join station s on s.id = a.station"
                + " where s.code = $1 and a.rule = 'S02'",
            station)
        .get(0)
        .getUUID(0);
  }

  private void act(AlertFixture hub, String station, Action action) {
    Await.result(hub.book.handle(DISTRICT, alert(station), action, null));
  }

  /** Time passes, both hubs look, and what that made of each alert is written down. */
  private void pass(String interval, long millis, long... off) {
    time += millis;
    clocks(off);
    atOne.pass(interval);
    Await.result(Future.all(atOne.book.take(), atOther.book.take()));
    Await.result(Future.all(atOne.book.record(), atOther.book.record()));
    Await.result(Future.all(atOther.book.take(), atOne.book.take()));
    for (Row row :
        db.rows(
            "select s.code, a.rule, a.id, h.revision, h.what, h.data ->> 'deadline' as deadline,"
                + " h.data ->> 'step' as step, h.data ->> 'to' as who"
                + " from alert_history h join alert a on a.id = h.alert"
                + " join station s on s.id = a.station order by s.code, a.rule, h.revision")) {
      if (row.getInteger("revision") > seen.getOrDefault(row.getUUID("id"), 0)) {
        seen.put(row.getUUID("id"), row.getInteger("revision"));
        log.add(
            interval
                + ": "
                + List.of(
                    row.getString("code"),
                    row.getString("rule"),
                    row.getString("what"),
                    String.valueOf(row.getString("deadline")),
                    String.valueOf(row.getString("step")),
                    String.valueOf(row.getString("who"))));
      }
    }
  }

  /** The same day with clocks that show this at first, after a jump, and after another. */
  private List<String> day(long[] first, long[] then, long[] last) {
    begin();
    clocks(first);
    for (int i = 0; i < STATIONS / 2; i++) {
      Await.result(one.applied(one.station("pc-10" + i), one.raised(AlertFixture.START)));
    }
    pass("10 seconds", 10_000, first);
    clocks(then);
    for (int i = STATIONS / 2; i < STATIONS; i++) {
      AlertFixture hub = i % 2 == 0 ? one : other;
      Await.result(hub.applied(hub.station("pc-10" + i), hub.raised(AlertFixture.START)));
    }
    act(one, "pc-100", new Action.Acknowledge());
    act(other, "pc-101", new Action.Acknowledge());
    act(one, "pc-102", new Action.Fixed("已断电"));
    act(one, "pc-103", new Action.Note("在路上"));
    pass("160 seconds", 160_000, then);
    pass("170 seconds", 170_000, last);
    act(other, "pc-104", new Action.Acknowledge());
    act(one, "pc-105", new Action.Fixed("已断电"));
    act(other, "pc-106", new Action.Note("在路上"));
    pass("30 minutes", 30 * 60_000, last);
    pass("2 hours", 2 * HOUR, last);
    // three quarters of the day there is for the recheck are over at 18 h
    pass("15 hours 5 minutes", 15 * HOUR + 5 * 60_000, last);
    pass("40 minutes", 40 * 60_000, last);
    pass("8 hours", 8 * HOUR, last);
    pass("5 hours", 5 * HOUR, last);
    assertEquals(
        db.number("select count(*) from alert_history where what = 'escalated'"),
        db.number(
            "select count(*) from outbox where type = 'alert.escalated' and body not like"
                + " '%\"reminder\":true%'"));
    return log;
  }

  @Test
  void theClockOfAHubThatJumpsForwardOrBackRepeatsNothingAndLosesNothing() {
    long[] right = {0, 0};
    List<String> quiet = day(right, right, right);
    assertTrue(quiet.stream().anyMatch(line -> line.contains("recheck")), quiet::toString);
    assertTrue(quiet.stream().anyMatch(line -> line.contains("P01")), quiet::toString);
    for (long[][] jump :
        new long[][][] {
          {right, {HOUR, 0}, right},
          {right, {-HOUR, 0}, right},
          {{HOUR, 0}, right, {HOUR, HOUR}},
          {{0, -HOUR}, {HOUR, 0}, {-HOUR, HOUR}}
        }) {
      assertEquals(String.join("\n", quiet), String.join("\n", day(jump[0], jump[1], jump[2])));
    }
  }

  @Test
  void whatBeganWhileTheDatabasesClockWasAheadDoesNotWaitForItToComeRoundAgain() {
    one.apply(one.raised(AlertFixture.START));
    atOne.pass("151 seconds");
    atOne.take();
    assertEquals(List.of("alert.raised", "alert.escalated"), one.queued());
    atOne.pass("-1 hour");
    Await.result(Future.all(atOne.book.take(), atOther.book.take()));
    assertEquals(List.of("alert.raised", "alert.escalated"), one.queued(), "nothing twice");
    atOne.pass("301 seconds");
    Await.result(Future.all(atOne.book.take(), atOther.book.take()));
    assertEquals(
        List.of("alert.raised", "alert.escalated", "alert.escalated"), one.queued(), "not lost");
    atOne.record();
    assertEquals(1, db.number("select count(*) from alert where rule = 'P01'"));
  }

  @Test
  void theDatabasesClockThatIsAheadForAnHourRepeatsNothingOfWhatBeganBefore() {
    one.apply(one.raised(AlertFixture.START));
    atOne.pass("1 hour");
    Await.result(Future.all(atOne.book.take(), atOther.book.take()));
    atOne.record();
    List<String> told = one.queued();
    assertFalse(told.isEmpty());
    atOne.pass("-1 hour");
    for (int minute = 0; minute < 60; minute += 10) {
      atOne.pass("10 minutes");
      Await.result(Future.all(atOne.book.take(), atOther.book.take()));
      Await.result(Future.all(atOne.book.record(), atOther.book.record()));
    }
    assertEquals(told, one.queued().subList(0, told.size()));
    assertEquals(1, db.number("select count(*) from alert where rule = 'P01'"));
    assertEquals(
        db.number("select count(*) from alert_history where what = 'escalated'"),
        db.number(
            "select count(distinct (alert, data ->> 'deadline', data ->> 'step'))"
                + " from alert_history where what = 'escalated'"));
  }
}
