package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Rfc3339;
import cn.yizhan.hub.api.RosterBook;
import cn.yizhan.hub.escalation.DutyRole;
import cn.yizhan.hub.escalation.Roster;
import cn.yizhan.hub.escalation.Shift;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Duty rosters in PostgreSQL. */
public final class PgRosterBook implements RosterBook {
  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgRosterBook(Pool pool) {
    this.pool = pool;
  }

  private static final String OVERLAPPING =
      """
      select * from duty_shift
      where office = $1 and from_time < $3 and to_time > $2
      order by from_time, id""";

  /** The shifts of an office that have begun and not ended at a time, epoch milliseconds. */
  static Future<Roster> at(SqlClient client, int office, long time) {
    return shifts(client, office, new Shift.Span(time, time + 1)).map(Roster::new);
  }

  private static Future<List<Shift>> shifts(SqlClient client, int office, Shift.Span span) {
    return client
        .preparedQuery(OVERLAPPING)
        .execute(Tuple.of(office, Times.toSql(span.from()), Times.toSql(span.to())))
        .map(
            rows -> {
              List<Shift> shifts = new ArrayList<>(rows.size());
              rows.forEach(row -> shifts.add(shift(row)));
              return shifts;
            });
  }

  private static Shift shift(Row row) {
    String deputy = row.getString("deputy_name");
    return new Shift(
        Objects.requireNonNull(span(row, "from_time", "to_time")),
        Objects.requireNonNull(DutyRole.of(row.getString("role"))),
        new Shift.Person(row.getString("name"), row.getString("mobile")),
        deputy == null ? null : new Shift.Person(deputy, row.getString("deputy_mobile")),
        span(row, "leave_from", "leave_to"),
        new Shift.Area(row.getString("community"), row.getString("grid")));
  }

  private static Shift.@Nullable Span span(Row row, String from, String to) {
    OffsetDateTime begins = row.getOffsetDateTime(from);
    OffsetDateTime ends = row.getOffsetDateTime(to);
    return begins == null || ends == null
        ? null
        : new Shift.Span(Times.fromSql(begins), Times.fromSql(ends));
  }

  private static final String OFFICE =
      Scope.sql("select o.id from office o where {scope o.id} and o.code = $2");

  @Override
  public Future<@Nullable List<Shift>> shifts(Actor actor, String office, Shift.Span span) {
    return pool.preparedQuery(OFFICE)
        .execute(Scope.tuple(actor, office))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.<@Nullable List<Shift>>succeededFuture(null)
                    : shifts(pool, rows.iterator().next().getInteger(0), span)
                        .map(found -> (@Nullable List<Shift>) found))
        .recover(PgFailures::translate);
  }

  private static final String LOCK = OFFICE + " for no key update of o";

  /** What lies before or behind the period of a shift that reaches into it stays. */
  private static final String CUT =
      """
      with old as (
        delete from duty_shift where office = $1 and from_time < $3 and to_time > $2 returning *)
      insert into duty_shift (office, from_time, to_time, role, name, mobile, deputy_name,
        deputy_mobile, leave_from, leave_to, community, grid)
      select o.office, p.from_time, p.to_time, role, name, mobile, deputy_name, deputy_mobile,
        leave_from, leave_to, community, grid
      from old o
      cross join lateral (values (o.from_time, least(o.to_time, $2)),
                                 (greatest(o.from_time, $3), o.to_time)) p (from_time, to_time)
      where p.from_time < p.to_time""";

  private static final String INSERT =
      """
      insert into duty_shift (office, from_time, to_time, role, name, mobile, deputy_name,
        deputy_mobile, leave_from, leave_to, community, grid)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""";

  @Override
  public Future<Boolean> replace(
      Actor actor, String office, Shift.Span period, List<Shift> shifts) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Scope.tuple(actor, office))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(false)
                                : replace(tx, rows.iterator().next().getInteger(0), period, shifts)
                                    .compose(done -> audit(tx, actor, office, period, shifts))
                                    .map(true)))
        .recover(PgFailures::translate);
  }

  private static Future<Void> replace(
      SqlConnection tx, int office, Shift.Span period, List<Shift> shifts) {
    Future<Void> cut =
        tx.preparedQuery(CUT)
            .execute(Tuple.of(office, Times.toSql(period.from()), Times.toSql(period.to())))
            .mapEmpty();
    return shifts.isEmpty()
        ? cut
        : cut.compose(
            done ->
                tx.preparedQuery(INSERT)
                    .executeBatch(shifts.stream().map(shift -> row(office, shift)).toList())
                    .mapEmpty());
  }

  private static Tuple row(int office, Shift shift) {
    Shift.Person deputy = shift.deputy();
    Shift.Span leave = shift.leave();
    return Tuple.tuple()
        .addValue(office)
        .addValue(Times.toSql(shift.span().from()))
        .addValue(Times.toSql(shift.span().to()))
        .addValue(shift.role().word())
        .addValue(shift.person().name())
        .addValue(shift.person().mobile())
        .addValue(deputy == null ? null : deputy.name())
        .addValue(deputy == null ? null : deputy.mobile())
        .addValue(leave == null ? null : Times.toSql(leave.from()))
        .addValue(leave == null ? null : Times.toSql(leave.to()))
        .addValue(shift.area().community())
        .addValue(shift.area().grid());
  }

  private static Future<Void> audit(
      SqlConnection tx, Actor actor, String office, Shift.Span period, List<Shift> shifts) {
    JsonObject data =
        new JsonObject()
            .put("from", Rfc3339.format(Instant.ofEpochMilli(period.from())))
            .put("to", Rfc3339.format(Instant.ofEpochMilli(period.to())))
            .put("shifts", shifts.size());
    return PgAudit.record(tx, actor, "roster.replace", "office/" + office, data);
  }
}
