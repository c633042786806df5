package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.Place;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.alerts.WebhookBody;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Writes a change of an alert with its history and its notifications, in one transaction. */
final class AlertStep {
  private final SqlConnection tx;
  private final Style style;
  private final long now;

  AlertStep(SqlConnection tx, Style style, long now) {
    this.tx = tx;
    this.style = style;
    this.now = now;
  }

  private static final String BEGIN =
      """
      insert into alert (id, number, day, rule, rule_version, station, office, subject, severity,
        condition, work, delayed, retrospective, event_time, detected_time, reading, edge_action,
        acknowledge_due, resolve_due, recheck_due, revision)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21)""";

  /** Writes the first revision; place is a row of {@link PgAlertBook#PLACES}. */
  Future<Void> begin(Step step, Row place, JsonObject data) {
    Alert alert = step.alert();
    Tuple values =
        Tuple.tuple()
            .addValue(alert.id())
            .addValue(alert.number())
            .addValue(Instant.ofEpochMilli(now).atZone(style.zone()).toLocalDate())
            .addValue(alert.matter().rule())
            .addValue(alert.matter().version())
            .addValue(place.getInteger("id"))
            .addValue(place.getInteger("office"))
            .addValue(alert.matter().subject())
            .addValue(alert.state().severity().word())
            .addValue(alert.state().condition().word())
            .addValue(alert.state().work().word())
            .addValue(alert.state().delayed())
            .addValue(alert.state().retrospective())
            .addValue(Times.toSql(alert.times().event()))
            .addValue(Times.toSql(alert.times().detected()))
            .addValue(AlertRows.json(alert.evidence().reading()))
            .addValue(AlertRows.json(alert.evidence().edgeAction()))
            .addValue(Times.toSql(alert.times().due().acknowledge()))
            .addValue(Times.toSql(alert.times().due().resolve()))
            .addValue(Times.toSql(alert.times().due().recheck()))
            .addValue(alert.revision());
    return tx.preparedQuery(BEGIN).execute(values).compose(done -> tell(step, place, "hub", data));
  }

  private static final String CHANGE =
      """
      update alert
      set severity = $2, condition = $3, work = $4, delayed = $5, event_time = $6,
        detected_time = $7, cleared_time = $8, closed_time = $9, reading = $10, edge_action = $11,
        acknowledge_due = $12, resolve_due = $13, recheck_due = $14, acknowledged_by = $15,
        acknowledged_time = $16, revision = $17
      where id = $1""";

  /** Writes a later revision of an alert whose row is locked. */
  Future<Void> change(Step step, Row place, String actor, JsonObject data) {
    Alert alert = step.alert();
    Tuple values =
        Tuple.tuple()
            .addValue(alert.id())
            .addValue(alert.state().severity().word())
            .addValue(alert.state().condition().word())
            .addValue(alert.state().work().word())
            .addValue(alert.state().delayed())
            .addValue(Times.toSql(alert.times().event()))
            .addValue(Times.toSql(alert.times().detected()))
            .addValue(Times.toSql(alert.times().cleared()))
            .addValue(Times.toSql(alert.times().closed()))
            .addValue(AlertRows.json(alert.evidence().reading()))
            .addValue(AlertRows.json(alert.evidence().edgeAction()))
            .addValue(Times.toSql(alert.times().due().acknowledge()))
            .addValue(Times.toSql(alert.times().due().resolve()))
            .addValue(Times.toSql(alert.times().due().recheck()))
            .addValue(alert.people().acknowledgedBy())
            .addValue(Times.toSql(alert.people().acknowledged()))
            .addValue(alert.revision());
    return tx.preparedQuery(CHANGE).execute(values).compose(done -> tell(step, place, actor, data));
  }

  private static final String HISTORY =
      """
      insert into alert_history (alert, revision, at, actor, what, data)
      values ($1, $2, $3, $4, $5, $6)""";

  private Future<Void> tell(Step step, Row place, String actor, JsonObject data) {
    Alert alert = step.alert();
    Tuple history =
        Tuple.of(alert.id(), alert.revision(), Times.toSql(now), actor, step.what(), data);
    Notice notice = step.notice();
    return tx.preparedQuery(HISTORY)
        .execute(history)
        .compose(
            done ->
                notice == null
                    ? Future.succeededFuture()
                    : queue(notice, alert, AlertRows.place(place), place.getInteger("office")));
  }

  /** One row for each enabled endpoint; the id follows from alert, revision and endpoint. */
  private static final String QUEUE =
      """
      insert into outbox (id, endpoint, alert, type, body)
      select 'msg_' || left(encode(sha256(convert_to(
          $1::uuid::text || '/' || $2::integer || '/' || e.id::text, 'UTF8')), 'hex'), 32),
        e.id, $1, $3, $4
      from endpoint e
      where e.office = $5 and e.enabled
      order by e.id
      for share of e
      on conflict (id) do nothing""";

  private Future<Void> queue(Notice notice, Alert alert, Place place, int office) {
    String body =
        WebhookBody.of(
            notice, alert, place, RuleCatalogue.standard().rule(alert.matter().rule()), style, now);
    return tx.preparedQuery(QUEUE)
        .execute(Tuple.of(alert.id(), alert.revision(), notice.type(), body, office))
        .mapEmpty();
  }
}
