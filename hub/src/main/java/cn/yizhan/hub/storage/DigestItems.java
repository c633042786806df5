package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.noise.Gathering;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** What is collected for the next digest of an office, in the transactions of the changes. */
final class DigestItems {
  private DigestItems() {}

  /**
   * $1 alert, $2 office, $3 notice, $4 whether it begins, $5 whether it is told with the next
   * digest whatever the office has set. What waits already is due no later for it.
   */
  private static final String ADD =
      """
      insert into digest_item as i (alert, office, notice, begun, due)
      select $1, o.id, $3, $4,
        now() + case when $5 then 0 else o.digest_minutes end * interval '1 minute'
      from office o
      where o.id = $2 and (o.digest_minutes > 0 or $5)
      on conflict (alert) do update
      set notice = excluded.notice, begun = i.begun or excluded.begun,
        due = least(i.due, excluded.due)""";

  /** False when the office wants to be told of each thing at once. */
  static Future<Boolean> add(
      SqlConnection tx, AlertChange change, Notice notice, boolean withTheNext) {
    return tx.preparedQuery(ADD)
        .execute(
            Tuple.of(
                change.step().alert().id(),
                change.office(),
                notice.name(),
                Gathering.begins(notice),
                withTheNext))
        .map(added -> added.rowCount() > 0);
  }

  private static final String OVERTAKEN = "delete from digest_item where alert = $1";

  /** An alert that has become urgent is told by itself, with all that is known of it. */
  static Future<Void> overtaken(SqlConnection tx, Alert alert) {
    return alert.revision() > 1 && alert.state().severity().worseThan(Severity.MINOR)
        ? tx.preparedQuery(OVERTAKEN).execute(Tuple.of(alert.id())).mapEmpty()
        : Future.succeededFuture();
  }
}
