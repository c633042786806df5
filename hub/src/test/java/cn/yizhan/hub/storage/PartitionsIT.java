package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithDatabase
class PartitionsIT {
  private static final Instant NOW = Instant.parse("2026-11-23T15:59:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private final TestDatabase db;

  PartitionsIT(TestDatabase db) {
    this.db = db;
  }

  private Partitions partitions() {
    return new Partitions(db.vertx(), db.pool(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void dropAll() {
    for (String table : tables()) {
      db.rows("drop table " + table);
    }
  }

  @Test
  void yesterdayAndTheDaysAheadAreMade() {
    Partitions partitions = partitions();
    Await.result(partitions.keepAhead()).run();
    assertEquals(
        List.of(
            "report_20261122",
            "report_20261123",
            "report_20261124",
            "report_20261125",
            "report_20261126"),
        tables());
    assertTrue(partitions.covers(Instant.parse("2026-11-22T00:00:00Z").toEpochMilli()));
    assertFalse(partitions.covers(Instant.parse("2026-11-21T23:59:59.999Z").toEpochMilli()));
  }

  @Test
  void aDayStartsAndEndsWithTheUtcDay() {
    Await.result(partitions().ensure(List.of(TODAY)));
    insert("2026-11-23T00:00:00Z");
    insert("2026-11-23T23:59:59.999Z");
    assertTrue(
        Await.failure(db.pool().query(INSERT.formatted("2026-11-24T00:00:00Z")).execute())
            .toString()
            .contains("no partition"));
    assertEquals(2, db.number("select count(*) from report_20261123"));
  }

  @Test
  void twoHubsMakeTheSameDaysAtOnce() {
    List<LocalDate> days = TODAY.minusDays(20).datesUntil(TODAY).toList();
    Await.result(Future.all(partitions().ensure(days), partitions().ensure(days)));
    assertEquals(20, tables().size());
  }

  @Test
  void aPartitionIsMadeWhileABatchIsBeingWritten() {
    Partitions partitions = partitions();
    Await.result(partitions.ensure(List.of(TODAY)));
    SqlConnection writer = Await.result(db.pool().getConnection());
    Transaction batch = Await.result(writer.begin());
    Await.result(writer.query(INSERT.formatted("2026-11-23T10:00:00Z")).execute());
    Await.result(partitions.ensure(List.of(TODAY.minusDays(10))));
    Await.result(batch.commit());
    Await.result(writer.close());
    assertEquals(2, tables().size());
  }

  @Test
  void aPartitionThatIsGoneIsMadeAgainWhenADayIsLookedAtAnew() {
    Partitions partitions = partitions();
    Await.result(partitions.ensure(List.of(TODAY)));
    db.rows("drop table report_20261123");
    Await.result(partitions.ensureAnew(List.of(TODAY)));
    insert("2026-11-23T12:00:00Z");
  }

  @Test
  void aTryThatFailsIsRepeated() {
    db.rows("alter table report rename to hidden");
    Partitions partitions = partitions();
    Future<Void> waiting = partitions.ensure(List.of(TODAY));
    db.rows("alter table hidden rename to report");
    Await.result(waiting);
    assertEquals(List.of("report_20261123"), tables());
  }

  private static final String INSERT =
      "insert into report (station, at, lane, epoch, seq, received, flags, points, \"values\")"
          + " values (1, '%s', 0, 1, 1, now(), 16, '{}', '{}')";

  private void insert(String at) {
    db.rows(INSERT.formatted(at));
  }

  private List<String> tables() {
    return db
        .rows(
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                + " where i.inhparent = 'report'::regclass order by 1")
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
