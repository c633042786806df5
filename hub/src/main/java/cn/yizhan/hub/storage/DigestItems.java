package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Condition;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.Work;
import cn.yizhan.hub.noise.Gathering;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;

/** What is collected for the next digest of an office, in the transactions of the changes. */
final class DigestItems {
  private DigestItems() {}

  /**
   * $1 alert, $2 office, $3 notice, $4 whether it begins, $5 milliseconds after which it is told at
   * the latest, null for what can wait as long as the office has set. What waits already waits no
   * longer for it, and who knew of the alert then still does.
   */
  private static final String ADD =
      """
      insert into digest_item as i (alert, office, notice, begun, collected, latest)
      select $1, o.id, $3, $4, now(),
        coalesce(now() + $5::bigint * interval '1 millisecond', 'infinity')
      from office o
      where o.id = $2 and o.digest_minutes > 0
      on conflict (alert) do update
      set office = excluded.office, notice = excluded.notice,
        collected = least(i.collected, excluded.collected),
        latest = least(i.latest, excluded.latest)""";

  /**
   * False when the office wants to be told of each thing at once.
   *
   * @param late whether it was kept back until now: it comes with the next digest
   */
  static Future<Boolean> add(SqlConnection tx, AlertChange change, Notice notice, boolean late) {
    Alert alert = change.step().alert();
    Duration patience = late ? Duration.ZERO : Gathering.patience(notice, alert, change.now());
    return tx.preparedQuery(ADD)
        .execute(
            Tuple.of(
                alert.id(),
                change.office(),
                notice.name(),
                Gathering.begins(notice),
                patience == null ? null : patience.toMillis()))
        .map(added -> added.rowCount() > 0);
  }

  private static final String OVERTAKEN =
      "delete from digest_item where alert = $1 and (collected < 'infinity' or $2)";

  /** What is told at once, with all that is known of the alert, is not told again. */
  static Future<Void> overtaken(SqlConnection tx, Alert alert) {
    return alert.revision() == 1
        ? Future.succeededFuture()
        : tx.preparedQuery(OVERTAKEN).execute(Tuple.of(alert.id(), over(alert))).mapEmpty();
  }

  private static final String OWED =
      """
      update digest_item
      set collected = 'infinity', latest = 'infinity', notice = $2, begun = false
      where alert = any($1)""";

  /** Of these the office knows that they hold: their end is told, quiet as it may come. */
  static Future<Void> owe(SqlConnection tx, UUID[] alerts) {
    return alerts.length == 0
        ? Future.succeededFuture()
        : tx.preparedQuery(OWED)
            .execute(Tuple.tuple().addValue(alerts).addValue(Notice.CLEARED.name()))
            .mapEmpty();
  }

  private static final String DUE =
      "update digest_item set collected = now() where alert = $1 and collected = 'infinity'";

  /** A change nobody is told of: when it ends what the office takes as holding, that is told. */
  static Future<Void> quiet(SqlConnection tx, Alert alert) {
    return alert.revision() > 1 && over(alert)
        ? tx.preparedQuery(DUE).execute(Tuple.of(alert.id())).mapEmpty()
        : Future.succeededFuture();
  }

  private static boolean over(Alert alert) {
    return alert.state().condition() != Condition.ACTIVE || alert.state().work() == Work.CLOSED;
  }

  private static final String TAKEN = "delete from digest_item where alert = any($1)";

  /** These are told, or are not to be told any more. */
  static Future<Void> take(SqlConnection tx, UUID[] alerts) {
    return alerts.length == 0
        ? Future.succeededFuture()
        : tx.preparedQuery(TAKEN).execute(Tuple.tuple().addValue(alerts)).mapEmpty();
  }
}
