package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.ProbeRule;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.alerts.WebhookBody;
import cn.yizhan.hub.noise.Gathering;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Queues what offices are to be told of a change, or puts it to what they are told together. */
final class AlertQueue implements AlertConsequence {
  private static final String ENDPOINT = "endpoint/";

  private final Style style;

  AlertQueue(Style style) {
    this.style = style;
  }

  /**
   * One row for each enabled endpoint that is told of such alerts; the id follows from alert,
   * revision and endpoint. That one fails ($7) is told by all others, those for a fallback among
   * them.
   */
  private static final String QUEUE =
      """
      insert into outbox (id, endpoint, alert, type, body)
      select 'msg_' || left(encode(sha256(convert_to(
          $1::uuid::text || '/' || $2::integer || '/' || e.id::text, 'UTF8')), 'hex'), 32),
        e.id, $1, $3, $4
      from endpoint e
      where e.office = $5 and e.enabled and e.tester = $6
        and (not e.fallback or $7::uuid is not null) and e.id is distinct from $7::uuid
        and array_position(array['critical', 'major', 'minor', 'info'], $8)
          <= array_position(array['critical', 'major', 'minor', 'info'], e.min_severity)
      order by e.id
      for share of e
      on conflict (id) do nothing""";

  /** Whoever reads the history is to see that no endpoint is told of such alerts. */
  private static final String TO_NOBODY =
      """
      update alert_history set data = data || '{"told": "nobody"}'
      where alert = $1 and revision = $2""";

  @Override
  public Future<Void> of(SqlConnection tx, AlertChange change) {
    Notice notice = change.step().notice();
    Alert alert = change.step().alert();
    if (notice == null) {
      return DigestItems.quiet(tx, alert);
    }
    boolean late = change.step().what().equals(PgUntold.TOLD) && Gathering.together(alert);
    return late || Gathering.waits(notice, alert)
        ? DigestItems.add(tx, change, notice, late)
            .compose(added -> added ? Future.succeededFuture() : atOnce(tx, change, notice))
        : atOnce(tx, change, notice);
  }

  private Future<Void> atOnce(SqlConnection tx, AlertChange change, Notice notice) {
    return DigestItems.overtaken(tx, change.step().alert())
        .compose(done -> queue(tx, change, notice));
  }

  private Future<Void> queue(SqlConnection tx, AlertChange change, Notice notice) {
    Alert alert = change.step().alert();
    String body =
        WebhookBody.of(
            change.step(),
            notice,
            AlertRows.place(change.place()),
            ProbeRule.of(alert.matter().rule()),
            style,
            change.now());
    return tx.preparedQuery(QUEUE)
        .execute(
            Tuple.of(
                alert.id(),
                alert.revision(),
                notice.type(),
                body,
                change.office(),
                alert.state().test(),
                failing(alert.matter().subject()),
                alert.state().severity().word()))
        .compose(
            queued ->
                queued.rowCount() > 0
                    ? Future.succeededFuture()
                    : tx.preparedQuery(TO_NOBODY)
                        .execute(Tuple.of(alert.id(), alert.revision()))
                        .mapEmpty());
  }

  private static @Nullable UUID failing(String subject) {
    return subject.startsWith(ENDPOINT)
        ? UUID.fromString(subject.substring(ENDPOINT.length()))
        : null;
  }
}
