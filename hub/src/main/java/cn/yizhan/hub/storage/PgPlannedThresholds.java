package cn.yizhan.hub.storage;

import cn.yizhan.hub.rules.RuleOverride;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts planned overrides in force at the stations when their time has come. The hub judges by them
 * from their event time on without it. Several hubs may do so at once: each is begun once, also
 * when no hub was there at its time.
 */
public final class PgPlannedThresholds {
  private final Pool pool;
  private final Runnable wake;

  /**
   * @param pool connections
   * @param wake run when something has begun, so that stations are told at once
   */
  public PgPlannedThresholds(Pool pool, Runnable wake) {
    this.pool = pool;
    this.wake = wake;
  }

  private static final String BEGIN =
      """
      update rule_override r
      set pending = false
      from (select id from rule_override
            where pending and withdrawn is null and valid_from <= now()
            order by valid_from, id limit 100 for no key update skip locked) due
      where r.id = due.id
      returning r.id, r.name, r.rule, r.params, r.reason, r.created_by, r.valid_from, r.pending,
        (select code from office where id = r.office and r.station is null) as office,
        (select code from station where id = r.station) as station""";

  /** Begins those whose time has come; how many. */
  public Future<Integer> begin() {
    return pool.withTransaction(this::begin)
        .onSuccess(
            begun -> {
              if (begun > 0) {
                wake.run();
              }
            });
  }

  private Future<Integer> begin(SqlConnection tx) {
    return tx.query(BEGIN)
        .execute()
        .compose(
            rows -> {
              List<RuleOverride> begun = new ArrayList<>(rows.size());
              rows.forEach(row -> begun.add(PgRuleBook.override(row)));
              return begun.isEmpty() ? Future.succeededFuture(0) : begun(tx, begun);
            });
  }

  private static Future<Integer> begun(SqlConnection tx, List<RuleOverride> begun) {
    Future<?> done = PgRuleBook.tell(tx, begun);
    for (RuleOverride each : begun) {
      done =
          done.compose(
              before ->
                  PgAudit.recordHub(
                      tx, "rule.begin", "rule-override/" + each.id(), PgRuleBook.data(each)));
    }
    return done.map(begun.size());
  }
}
