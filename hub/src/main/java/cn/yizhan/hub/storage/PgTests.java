package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.Batch;
import cn.yizhan.hub.ingest.Batch.Part;
import cn.yizhan.hub.rules.SiteTest;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.rules.TestSign;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tests that are made on site, as the events of their stations tell of them. */
final class PgTests {
  /** Tests by station, in the order in which they began. */
  private final Map<Integer, List<SiteTest>> tests = new HashMap<>();

  private PgTests() {}

  /** What a station says of a test. */
  private record Said(int station, TestSign sign) {}

  /** Whether stations say something of tests, so that {@link #note} has something to do. */
  static boolean in(List<Part> parts) {
    return !said(parts, Set.of()).isEmpty();
  }

  /**
   * Writes down what the events of a batch say of tests, each beginning and end with its audit row;
   * the same events again change nothing.
   *
   * @param without stations whose part of the batch is not stored
   */
  static Future<Void> note(SqlConnection tx, List<Part> parts, Set<Integer> without) {
    Future<Void> all = Future.succeededFuture();
    for (Said said : said(parts, without)) {
      all = all.compose(done -> note(tx, said.station(), said.sign()));
    }
    return all;
  }

  private static List<Said> said(List<Part> parts, Set<Integer> without) {
    List<Said> all = new ArrayList<>(0);
    for (Part part : parts) {
      if (!without.contains(part.station())) {
        for (Batch.Event event : part.extras().events()) {
          TestSign sign = TestSign.of(event.event());
          if (sign != null) {
            all.add(new Said(part.station(), sign));
          }
        }
      }
    }
    return all;
  }

  private static final String START =
      """
      with before as (
        update station_test set ended = $3
        where station = $1 and ended is null and started < $3 and until > $3
        returning station
      ), begun as (
        insert into station_test (station, id, started, until, begun_by)
        values ($1, $2, $3, $4, $5)
        on conflict do nothing
        returning station
      )
      insert into audit (actor, role, action, target, data)
      select 'station:' || s.code, 'station', w.action, 'station/' || s.code, w.data
      from station s
      join (select station, 'test.end' as action, 1 as place,
              jsonb_build_object('by', $5::text, 'reason', 'another begins', 'at', $3) as data
            from before
            union all
            select station, 'test.start', 2,
              jsonb_build_object('by', $5::text, 'at', $3, 'until', $4)
            from begun) w on w.station = s.id
      order by w.place""";

  // A test that the hub took to have ended in time may have ended earlier, as is then told late.
  private static final String END =
      """
      with over as (
        update station_test t set ended = least($2, t.until)
        where t.station = $1 and (t.ended is null or (t.ended = t.until and $2 < t.until))
          and t.started = (
            select max(l.started) from station_test l where l.station = $1 and l.started <= $2)
          and ($5 or $2 < t.until)
        returning t.station, t.ended
      )
      insert into audit (actor, role, action, target, data)
      select 'station:' || s.code, 'station', 'test.end', 'station/' || s.code,
        jsonb_build_object('by', $3::text, 'reason', $4::text, 'at', o.ended)
      from over o
      join station s on s.id = o.station""";

  private static Future<Void> note(SqlConnection tx, int station, TestSign sign) {
    if (sign.kind() == TestSign.Kind.STARTED) {
      return tx.preparedQuery(START)
          .execute(
              Tuple.of(
                  station, sign.id(), Times.toSql(sign.at()), Times.toSql(sign.until()), sign.by()))
          .mapEmpty();
    }
    boolean told = sign.kind() == TestSign.Kind.ENDED;
    String reason = told ? "told" : "the station acts in earnest";
    return tx.preparedQuery(END)
        .execute(Tuple.of(station, Times.toSql(sign.at()), sign.by(), reason, told))
        .mapEmpty();
  }

  private static final String OF =
      """
      select station, started, until, ended from station_test
      where station = any($1) and started <= $3 and until > $2
      order by station, started""";

  /** The tests that some of the facts may be part of. */
  static Future<PgTests> around(SqlConnection tx, List<StationFact> facts) {
    long first = facts.stream().mapToLong(fact -> fact.fact().at()).min().orElse(0);
    long last = facts.stream().mapToLong(fact -> fact.fact().at()).max().orElse(0);
    return between(tx, facts.stream().map(StationFact::station).toList(), first, last);
  }

  /** The tests of those stations that began by the last time and were to end after the first. */
  static Future<PgTests> between(
      SqlConnection tx, Collection<Integer> stations, long first, long last) {
    Integer[] ids = stations.stream().distinct().toArray(Integer[]::new);
    return tx.preparedQuery(OF)
        .execute(Tuple.of(ids, Times.toSql(first), Times.toSql(last)))
        .map(PgTests::read);
  }

  private static PgTests read(RowSet<Row> rows) {
    PgTests all = new PgTests();
    for (Row row : rows) {
      all.tests
          .computeIfAbsent(row.getInteger("station"), station -> new ArrayList<>())
          .add(
              new SiteTest(
                  Times.fromSql(row.getOffsetDateTime("started")),
                  Times.fromSql(row.getOffsetDateTime("until")),
                  Times.fromSqlOrNull(row.getOffsetDateTime("ended"))));
    }
    return all;
  }

  /** The last test of the station that had begun by that time, null for none of those read. */
  @Nullable SiteTest last(int station, long time) {
    SiteTest last = null;
    for (SiteTest test : tests.getOrDefault(station, List.of())) {
      last = test.started() <= time ? test : last;
    }
    return last;
  }
}
