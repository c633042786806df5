package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.escalation.WorkDays;
import cn.yizhan.hub.watch.DeadlineBook;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deadlines whose time has come, out of their table. Each is claimed with its alert's row and dealt
 * with in one transaction, by the database's clock: over any number of hubs a step is taken once,
 * and what a killed hub had begun is as if it had not.
 */
public final class PgDeadlineBook implements DeadlineBook {
  private static final Logger LOG = LoggerFactory.getLogger(PgDeadlineBook.class);

  /** Deadlines dealt with in one call; the rest waits for the next. */
  private static final int MOST = 500;

  private final Pool pool;
  private final AlertWriter writer;
  private final Consumer<Step> committed;
  private final PgMisses misses;
  private final PgRepetitions repetitions;

  /**
   * @param pool connections
   * @param writer writes the changes of alerts
   * @param facts takes the facts about misses and repetitions
   * @param committed told of each change once it is committed
   */
  public PgDeadlineBook(
      Pool pool, AlertWriter writer, PgAlertFacts facts, Consumer<Step> committed) {
    this.pool = pool;
    this.writer = writer;
    this.committed = committed;
    this.misses = new PgMisses(pool, facts);
    this.repetitions = new PgRepetitions(pool, new PgRuleBook(pool), facts);
  }

  @Override
  public Future<Integer> take() {
    return pool.query(SET_BACK)
        .execute()
        .compose(
            moved -> {
              if (moved.rowCount() > 0) {
                LOG.warn(
                    "The database's clock was put back: {} deadlines begin now, not later",
                    moved.rowCount());
              }
              return take(0);
            });
  }

  /**
   * What seems to begin in the future was begun while the database's clock was ahead, and would
   * wait for it to come round again. Its time begins now; the steps taken stay taken. Beyond five
   * seconds, for a clock that is only slewed.
   */
  private static final String SET_BACK =
      """
      with early as (
        select alert, kind, start - now() as by
        from deadline
        where stopped is null and start > now() + interval '5 seconds'
        for update skip locked)
      update deadline d
      set start = d.start - e.by, due = d.due - e.by, changed = least(d.changed, now()),
        passed = d.passed - e.by, next_at = now(),
        told = case when d.told > now() then now() else d.told end,
        missed = case when d.missed > now() then now() else d.missed end
      from early e
      where d.alert = e.alert and d.kind = e.kind""";

  private Future<Integer> take(int taken) {
    return taken >= MOST
        ? Future.succeededFuture(taken)
        : one().compose(did -> did ? take(taken + 1) : Future.succeededFuture(taken));
  }

  @Override
  public Future<Integer> record() {
    return misses.record();
  }

  @Override
  public Future<Integer> repetitions() {
    return repetitions.judge();
  }

  @Override
  public Future<WorkDays> days() {
    return PgCalendarBook.inForce(pool);
  }

  /** Which deadline a transaction has claimed. */
  private record Claim(UUID alert, String kind) {}

  private static final String CLAIM =
      """
      select a.*, d.kind as d_kind, d.start as d_start, d.due as d_due, d.passed as d_passed,
        d.told as d_told, d.missed as d_missed, d.changed as d_changed, now() as d_now
      from deadline d
      join alert a on a.id = d.alert
      where d.next_at <= now() and d.stopped is null
      order by d.next_at
      limit 1
      for update of a, d skip locked""";

  private Future<Boolean> one() {
    AtomicReference<@Nullable Claim> claimed = new AtomicReference<>();
    AtomicReference<@Nullable Step> step = new AtomicReference<>();
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(CLAIM)
                    .execute()
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(false);
                          }
                          Row row = rows.iterator().next();
                          claimed.set(new Claim(row.getUUID("id"), row.getString("d_kind")));
                          return DeadlineTurn.of(row)
                              .take(tx, writer)
                              .map(
                                  told -> {
                                    step.set(told);
                                    return true;
                                  });
                        }))
        .onSuccess(
            did -> {
              Step told = step.get();
              if (told != null) {
                committed.accept(told);
              }
            })
        .recover(e -> putOff(claimed.get(), e));
  }

  private static final String PUT_OFF =
      """
      update deadline set next_at = now() + interval '1 minute'
      where alert = $1 and kind = $2 and next_at <= now()""";

  /** One that cannot be dealt with does not keep the others waiting. */
  private Future<Boolean> putOff(@Nullable Claim claim, Throwable cause) {
    if (claim == null) {
      return Future.failedFuture(cause);
    }
    LOG.error("Deadline {} of alert {} is put off", claim.kind(), claim.alert(), cause);
    return pool.preparedQuery(PUT_OFF).execute(Tuple.of(claim.alert(), claim.kind())).map(true);
  }
}
