package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.CalendarBook;
import cn.yizhan.hub.api.Replaced;
import cn.yizhan.hub.escalation.CalendarJson;
import cn.yizhan.hub.escalation.CalendarYear;
import cn.yizhan.hub.escalation.WorkDays;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Years of the business calendar in PostgreSQL, one row for each version of a year. */
public final class PgCalendarBook implements CalendarBook {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgCalendarBook(Pool pool) {
    this.pool = pool;
  }

  private static final String IN_FORCE =
      """
      select distinct on (year) year, version, content
      from calendar_year order by year, version desc""";

  /** The working days as they are known here. */
  static Future<WorkDays> inForce(SqlClient client) {
    return client.preparedQuery(IN_FORCE).execute().map(rows -> days(rows));
  }

  private static WorkDays days(Iterable<Row> rows) {
    List<CalendarYear> years = new ArrayList<>();
    for (Row row : rows) {
      CalendarYear year =
          CalendarJson.read(row.getInteger("year"), PgPolicyBook.json(row.getJsonObject("content")))
              .year();
      if (year != null) {
        years.add(year);
      }
    }
    return WorkDays.standard().with(years);
  }

  @Override
  public Future<WorkDays> days() {
    return inForce(pool);
  }

  @Override
  public Future<Map<Integer, Integer>> versions() {
    return pool.preparedQuery(IN_FORCE)
        .execute()
        .map(
            rows -> {
              Map<Integer, Integer> versions = new HashMap<>();
              rows.forEach(row -> versions.put(row.getInteger("year"), row.getInteger("version")));
              return versions;
            })
        .recover(PgFailures::translate);
  }

  // there is no row to lock for a year that has none yet
  private static final String LOCK = "lock table calendar_year in share row exclusive mode";

  private static final String VERSION =
      "select coalesce(max(version), 0) from calendar_year where year = $1";

  private static final String INSERT =
      """
      insert into calendar_year (year, version, content, reason, created_by)
      values ($1, $2, $3, $4, $5)""";

  @Override
  public Future<Replaced> replace(
      Actor actor, CalendarYear year, String reason, @Nullable Integer expected) {
    return pool.withTransaction(
            tx ->
                tx.query(LOCK)
                    .execute()
                    .compose(locked -> tx.preparedQuery(VERSION).execute(Tuple.of(year.year())))
                    .compose(
                        rows -> {
                          int version = rows.iterator().next().getInteger(0);
                          return expected != null && expected != version
                              ? Future.succeededFuture(Replaced.STALE)
                              : write(tx, actor, year, version + 1, reason);
                        }))
        .recover(PgFailures::translate);
  }

  private static Future<Replaced> write(
      SqlConnection tx, Actor actor, CalendarYear year, int version, String reason) {
    JsonObject content = new JsonObject(CalendarJson.write(year).toString());
    JsonObject data =
        new JsonObject().put("version", version).put("reason", reason).put("calendar", content);
    return tx.preparedQuery(INSERT)
        .execute(Tuple.of(year.year(), version, content, reason, actor.name()))
        .compose(done -> PgAudit.record(tx, actor, "calendar.put", "calendar/" + year.year(), data))
        .map(Replaced.DONE);
  }
}
