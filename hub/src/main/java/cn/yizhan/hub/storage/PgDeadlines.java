package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.DeadlineKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Keeps the deadlines of an alert as it stands after each change, whatever the change was: a stage
 * that is left stops its deadline in the transaction that leaves it.
 */
final class PgDeadlines implements AlertConsequence {

  /** $1 alert, $2 deadlines that run. One whose miss was recorded is looked at for its end. */
  private static final String STOP =
      """
      update deadline set stopped = now(), next_at = null
      where alert = $1 and stopped is null and kind <> all($2::text[])""";

  /**
   * $1 alert, $2 deadlines that run, $3 their due times by the hub's clock, $4 that clock. What is
   * left of the time counts by the database's clock from now on. One that stopped and has the same
   * due time goes on where it was; another due time begins anew.
   */
  private static final String RUN =
      """
      insert into deadline as d (alert, kind, wanted, start, due, next_at, changed)
      select $1, w.kind, w.wanted, now(),
        now() + greatest(w.wanted - $4::timestamptz, interval '0'), now(), now()
      from unnest($2::text[], $3::timestamptz[]) as w (kind, wanted)
      on conflict (alert, kind) do update
      set wanted = excluded.wanted, stopped = null, next_at = now(), changed = now(),
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
    DeadlineKind[] open =
        Stream.of(DeadlineKind.values())
            .filter(kind -> kind.open(alert))
            .toArray(DeadlineKind[]::new);
    String[] kinds = Stream.of(open).map(DeadlineKind::word).toArray(String[]::new);
    OffsetDateTime[] wanted =
        Stream.of(open)
            .map(kind -> Times.toSql(Objects.requireNonNull(kind.due(alert))))
            .toArray(OffsetDateTime[]::new);
    Future<Void> stopped =
        alert.revision() == 1
            ? Future.succeededFuture()
            : tx.preparedQuery(STOP)
                .execute(Tuple.tuple().addValue(alert.id()).addValue(kinds))
                .mapEmpty();
    return open.length == 0
        ? stopped
        : stopped.compose(
            done ->
                tx.preparedQuery(RUN)
                    .execute(Tuple.of(alert.id(), kinds, wanted, Times.toSql(change.now())))
                    .mapEmpty());
  }
}
