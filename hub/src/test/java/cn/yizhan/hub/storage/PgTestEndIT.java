package cn.yizhan.hub.storage;

import static cn.yizhan.hub.storage.TestModeFixture.at;
import static cn.yizhan.hub.storage.TestModeFixture.ended;
import static cn.yizhan.hub.storage.TestModeFixture.started;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How tests made on site end, and what becomes of their alerts. Minutes. */
@WithDatabase
class PgTestEndIT {
  private final TestDatabase db;
  private final TestModeFixture on;
  private final AlertFixture given;

  PgTestEndIT(TestDatabase db) {
    this.db = db;
    this.on = new TestModeFixture(db);
    this.given = on.given;
  }

  @BeforeEach
  void aStation() {
    on.aStationOfAnOfficeWithAnEndpointForTestsAndOneForTheRest();
  }

  @Test
  void theSameEventsAgainChangeNothing() {
    StationEvent[] all = {started(0, 30), ended(3), started(5, 35), ended(8)};
    on.says(all);
    List<Row> before = db.rows("select * from station_test order by started");
    List<String> log = on.audited();
    on.says(all);
    on.says(all[1]);
    assertEquals(log, on.audited());
    assertEquals(4, log.size());
    assertEquals(
        before.stream().map(Row::deepToString).toList(),
        db.rows("select * from station_test order by started").stream()
            .map(Row::deepToString)
            .toList());
  }

  @Test
  void whatHoldsTwoMinutesAfterTheTestIsToldToEverybody() {
    on.says(started(0, 30));
    on.happens(on.raised(5));
    on.says(ended(10));
    assertEquals(0, on.review(11.9));
    assertEquals(1, on.review(12));
    Row alert = given.alert();
    assertFalse(alert.getBoolean("test"));
    assertEquals("new", alert.getString("work"));
    assertEquals(at(12) + 300_000, Times.fromSql(alert.getOffsetDateTime("acknowledge_due")));
    assertEquals(List.of("raised", "raised"), given.history());
    assertEquals(List.of("alert.raised"), on.told(false));
    assertEquals(0, on.review(20));
    on.happens(given.cleared(at(21)));
    assertEquals(List.of("alert.raised", "alert.cleared"), on.told(false));
    assertEquals(List.of("alert.raised"), on.told(true));
  }

  @Test
  void aFireRightAfterTheTestIsToldToEverybodyAtOnce() {
    on.says(started(0, 30));
    on.happens(on.raised(5));
    on.says(ended(10));
    on.happens(on.raised(10.5));
    assertFalse(given.alert().getBoolean("test"));
    assertEquals(List.of("alert.raised"), on.told(false));
  }

  @Test
  void aTestThatNobodyEndsEndsInTimeAndTheHubSaysSo() {
    on.says(started(0, 20));
    on.happens(on.raised(5), given.cleared(at(6)));
    assertEquals(0, on.review(19.9));
    assertEquals(1, on.review(20));
    on.review(22);
    on.review(23);
    assertEquals(
        List.of(
            "station:pc-001 test.start station/pc-001 王工 null",
            "hub test.end station/pc-001 王工 time"),
        on.audited());
    on.happens(on.raised(24));
    assertEquals(List.of("alert.raised"), on.told(false));
  }

  @Test
  void anEndThatComesLateCounts() {
    on.says(started(0, 20));
    on.happens(on.raised(12));
    on.review(23);
    assertEquals(List.of("alert.raised"), on.told(false), "it holds still");
    on.says(ended(10));
    assertEquals(
        List.of("王工 10"),
        db.rows("select begun_by, ended from station_test").stream()
            .map(
                row ->
                    row.getString(0)
                        + ' '
                        + (Times.fromSql(row.getOffsetDateTime("ended")) - at(0)) / 60_000)
            .toList());
  }

  @Test
  void whatBeganAfterTheEndIsRealAsSoonAsTheEndIsKnown() {
    on.says(started(0, 30));
    on.happens(on.raised(12));
    on.says(ended(10));
    assertEquals(1, on.review(12.5));
    assertEquals(List.of("alert.raised"), on.told(false));
  }

  @Test
  void ofTwoTestsOneAfterTheOtherEachHasItsAlert() {
    on.says(started(0, 30));
    on.happens(on.raised(1), given.cleared(at(2)));
    on.says(ended(3));
    assertEquals(1, on.review(3));
    on.says(started(4, 34));
    on.happens(on.raised(5), given.cleared(at(6)));
    on.says(ended(7));
    assertEquals(1, on.review(7));
    assertEquals(2, db.number("select count(*) from alert where test and work = 'closed'"));
    assertEquals(List.of(), on.told(false));
    assertEquals(4, on.told(true).size());
  }

  @Test
  void aTestThatBeginsEndsTheOneBeforeAndKeepsItsAlerts() {
    on.says(started(0, 30));
    on.happens(on.raised(5));
    on.says(started(10, 40));
    assertEquals(0, on.review(15));
    on.says(ended(20));
    assertEquals(0, on.review(21));
    assertEquals(1, on.review(22));
    assertEquals(List.of("alert.raised"), on.told(false));
    assertEquals(4, on.audited().size());
  }

  @Test
  void severalHubsThatLookAtOnceCloseAndTellOnce() {
    on.says(started(0, 30));
    on.happens(on.raised(5));
    on.says(ended(10));
    given.clock.set(at(12));
    List<Future<Integer>> all = new ArrayList<>();
    for (int hub = 0; hub < 4; hub++) {
      all.add(on.book.review(at(12)));
    }
    int changed = 0;
    for (Future<Integer> one : all) {
      changed += Await.result(one);
    }
    assertEquals(1, changed);
    assertEquals(List.of("alert.raised"), on.told(false));
  }
}
