package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** A hub's view of the deadlines of an alert fixture's alerts. */
final class DeadlineFixture {
  private static final Style STYLE = new Style("PC", ZoneId.of("Asia/Shanghai"), null);

  private final TestDatabase db;
  private final AlertFixture given;
  final PgDeadlineBook book;

  DeadlineFixture(TestDatabase db, AlertFixture given) {
    this.db = db;
    this.given = given;
    this.book =
        new PgDeadlineBook(
            db.pool(), AlertWriter.standard(STYLE), given.facts, given.committed::add);
  }

  /** Makes so much time pass for all deadlines: they are moved to earlier times. */
  void pass(String interval) {
    db.rows(
        "update deadline set start = start - $1::text::interval, due = due - $1::text::interval,"
            + " changed = changed - $1::text::interval, passed = passed - $1::text::interval,"
            + " told = told - $1::text::interval, missed = missed - $1::text::interval,"
            + " next_at = next_at - $1::text::interval",
        interval);
  }

  void take() {
    Await.result(book.take());
  }

  void record() {
    Await.result(book.record());
  }

  /** Lets what follows from a change follow from the alert as its row is. */
  void changed(UUID id) {
    Await.result(
        db.pool()
            .withTransaction(
                tx ->
                    tx.preparedQuery("select * from alert where id = $1")
                        .execute(Tuple.of(id))
                        .compose(
                            rows -> {
                              Alert alert = AlertRows.alert(rows.iterator().next()).next();
                              return AlertPlaces.of(tx, rows.iterator().next())
                                  .compose(
                                      place ->
                                          new PgDeadlines()
                                              .of(
                                                  tx,
                                                  new AlertChange(
                                                      new Step(alert, "changed", null),
                                                      place,
                                                      "hub",
                                                      new JsonObject(),
                                                      given.clock.get())));
                            })));
  }

  void duty(String role, String name, String mobile) {
    db.rows(
        "insert into duty_shift (office, from_time, to_time, role, name, mobile)"
            + " values ($1, now() - interval '1 day', now() + interval '1 day', $2, $3, $4)",
        given.office,
        role,
        name,
        mobile);
  }

  List<JsonObject> bodies() {
    return db.rows("select body from outbox order by ordinal").stream()
        .map(row -> new JsonObject(row.getString(0)))
        .toList();
  }
}
