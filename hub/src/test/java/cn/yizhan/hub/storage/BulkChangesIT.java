package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.api.SettingBook;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of many stations at a time, which lock them in one order. */
@WithDatabase
class BulkChangesIT {
  private static final Actor DISTRICT = new Actor("token:test", Role.SYSTEM_ADMIN, null);
  private static final int STATIONS = 40;

  private final TestDatabase db;
  private final PgRuleBook rules;
  private final PgSettingBook settings;
  private final List<Integer> stations = new ArrayList<>();

  BulkChangesIT(TestDatabase db) {
    this.db = db;
    this.rules = new PgRuleBook(db.pool());
    this.settings = new PgSettingBook(db.pool());
  }

  /** The rows lie in the table in the opposite order of their ids. */
  @BeforeEach
  void anOfficeWithStations() {
    db.clear();
    int office = (int) db.number("insert into office (code, name) values ('a', 'a') returning id");
    for (int i = 0; i < STATIONS; i++) {
      stations.add(
          (int)
              db.number(
                  "insert into station (code, name, office, kind)"
                      + " values ($1, 's', $2, 'full') returning id",
                  "pc-" + (100 + i),
                  office));
    }
    for (int i = STATIONS - 1; i >= 0; i--) {
      db.rows("update station set name = 't' where id = $1", stations.get(i));
    }
  }

  private Future<?> override(int limit) {
    return rules.create(
        DISTRICT,
        new RuleOverride.Wanted(
            "test", "S02", "a", null, Map.of("majorLimit", (double) limit), "to be seen"));
  }

  private Future<?> setting(int deadband) {
    return settings.put(
        DISTRICT,
        SettingBook.Owner.OFFICE,
        "a",
        new SettingBook.Wanted(Map.of("bay/{n}/power", (double) deadband), Map.of(), "to be seen"),
        null);
  }

  private boolean free(int station) {
    return Await.result(
                db.pool()
                    .withTransaction(
                        tx ->
                            tx.preparedQuery(
                                    "select id from station where id = $1"
                                        + " for no key update skip locked")
                                .execute(Tuple.of(station))))
            .size()
        == 1;
  }

  private long waiting() {
    return db.number(
        "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
            + " and datname = current_database()");
  }

  private void waitsForTheFirstHoldingNoOther(Supplier<Future<?>> change) {
    SqlConnection holder = Await.result(db.pool().getConnection());
    Await.result(holder.query("begin").execute());
    Await.result(
        holder
            .preparedQuery("select id from station where id = $1 for no key update")
            .execute(Tuple.of(stations.get(0))));
    Future<?> done = change.get();
    Await.until("it waits", () -> waiting() == 1);
    for (int other : stations.subList(1, STATIONS)) {
      assertEquals(true, free(other), "station " + other);
    }
    Await.result(holder.query("commit").execute());
    Await.result(holder.close());
    Await.result(done);
  }

  @Test
  void aChangeThatWaitsForAStationHoldsNoneAfterIt() {
    waitsForTheFirstHoldingNoOther(() -> override(50));
    waitsForTheFirstHoldingNoOther(() -> setting(10));
    assertEquals(STATIONS, db.number("select count(*) from station where config_version = 3"));
  }

  @Test
  void changesOfOneOfficeAtTheSameTimeAllCount() {
    List<Future<?>> changes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      changes.add(override(50 + i / 10));
      changes.add(setting(10 + i));
    }
    Await.result(Future.all(changes));
    assertEquals(STATIONS, db.number("select count(*) from station where config_version = 21"));
  }
}
