package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.DeadlineKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Keeps the deadlines of an alert as it stands after each change, whatever the change was: a stage
 * that is left stops its deadline in the transaction that leaves it.
 */
final class PgDeadlines implements AlertConsequence {

  /** $1 alert, $2 deadlines it has. One whose miss was recorded is looked at for its end. */
  private static final String STOP =
      """
      update deadline set stopped = now(), next_at = null
      where alert = $1 and stopped is null and kind <> all($2::text[])""";

  /**
   * $1 alert, $2 deadlines it has, $3 their due times by the hub's clock, $4 that clock, $5 which
   * of them run. The time there is counts by the database's clock from the change that sets it,
   * also for a deadline that runs only later: what the hub's clock shows by then is of no account.
   * One that has the same due time goes on where it was; another due time begins anew.
   */
  private static final String KEEP =
      """
      insert into deadline as d (alert, kind, wanted, start, due, changed, next_at, stopped)
      select $1, w.kind, w.wanted, now(),
        now() + greatest(w.wanted - $4::timestamptz, interval '0'), now(),
        case when w.runs then now() end, case when not w.runs then now() end
      from unnest($2::text[], $3::timestamptz[], $5::boolean[]) as w (kind, wanted, runs)
      on conflict (alert, kind) do update
      set wanted = excluded.wanted, changed = now(), next_at = excluded.next_at,
        stopped = case when excluded.stopped is not null then coalesce(d.stopped, now()) end,
        start = case when d.wanted = excluded.wanted then d.start else excluded.start end,
        due = case when d.wanted = excluded.wanted then d.due else excluded.due end,
        passed = case when d.wanted = excluded.wanted then d.passed end,
        step = case when d.wanted = excluded.wanted then d.step else 0 end,
        told = case when d.wanted = excluded.wanted then d.told end,
        missed = case when d.wanted = excluded.wanted then d.missed end""";

  @Override
  public Future<Void> of(SqlConnection tx, AlertChange change) {
    Alert alert = change.step().alert();
    if (change.step().escalation() != null) {
      return Future.succeededFuture();
    }
    List<DeadlineKind> kept =
        Stream.of(DeadlineKind.values()).filter(kind -> kind.due(alert) != null).toList();
    String[] kinds = kept.stream().map(DeadlineKind::word).toArray(String[]::new);
    OffsetDateTime[] wanted =
        kept.stream()
            .map(kind -> Times.toSql(Objects.requireNonNull(kind.due(alert))))
            .toArray(OffsetDateTime[]::new);
    Boolean[] runs = kept.stream().map(kind -> kind.open(alert)).toArray(Boolean[]::new);
    Future<Void> stopped =
        alert.revision() == 1
            ? Future.succeededFuture()
            : tx.preparedQuery(STOP)
                .execute(Tuple.tuple().addValue(alert.id()).addValue(kinds))
                .mapEmpty();
    return kept.isEmpty()
        ? stopped
        : stopped.compose(
            done ->
                tx.preparedQuery(KEEP)
                    .execute(Tuple.of(alert.id(), kinds, wanted, Times.toSql(change.now()), runs))
                    .mapEmpty());
  }
}
