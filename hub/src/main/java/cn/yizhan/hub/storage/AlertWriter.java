package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Cause;
import cn.yizhan.hub.alerts.Style;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/**
 * Writes changes of alerts: the row, its history and what follows from it, in the transaction of
 * the change.
 */
public final class AlertWriter {
  private final Style style;
  private final DeadlineTerms terms;
  private final Suppression suppression;
  private final List<AlertConsequence> consequences;

  private AlertWriter(Style style, List<AlertConsequence> consequences) {
    this.style = style;
    this.terms = new DeadlineTerms(style.zone());
    this.suppression = new Suppression(style.zone());
    this.consequences = List.copyOf(consequences);
  }

  /**
   * A writer with all that follows from changes.
   *
   * @param style how alerts look here
   */
  public static AlertWriter standard(Style style) {
    return new AlertWriter(
        style, List.of(new AlertQueue(style), new PgDeadlines(), new RestockNews(style)));
  }

  Style style() {
    return style;
  }

  /** Decides what is told. */
  Suppression suppression() {
    return suppression;
  }

  private static final String BEGIN =
      """
      insert into alert (id, number, day, rule, rule_version, station, office, subject, severity,
        condition, work, delayed, retrospective, event_time, detected_time, reading, edge_action,
        acknowledge_due, resolve_due, recheck_due, revision, test)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22)""";

  /** Writes the first revision. */
  Future<Void> begin(SqlConnection tx, AlertChange change) {
    return terms
        .of(tx, change)
        .compose(termed -> suppression.of(tx, termed))
        .compose(ruling -> write(tx, BEGIN, begun(ruling.change()), ruling));
  }

  private Tuple begun(AlertChange change) {
    Alert alert = change.step().alert();
    return Tuple.tuple()
        .addValue(alert.id())
        .addValue(alert.number())
        .addValue(Instant.ofEpochMilli(change.now()).atZone(style.zone()).toLocalDate())
        .addValue(alert.matter().rule())
        .addValue(alert.matter().version())
        .addValue(change.place().getInteger("id"))
        .addValue(change.office())
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
        .addValue(alert.revision())
        .addValue(alert.state().test());
  }

  private static final String CHANGE =
      """
      update alert
      set severity = $2, condition = $3, work = $4, delayed = $5, event_time = $6,
        detected_time = $7, cleared_time = $8, closed_time = $9, reading = $10, edge_action = $11,
        acknowledge_due = $12, resolve_due = $13, recheck_due = $14, acknowledged_by = $15,
        acknowledged_time = $16, revision = $17, test = $18, flapping = $19, assigned_to = $20,
        cause = $21, closed_by = $22, external_ref = $23
      where id = $1""";

  /** Writes a later revision of an alert whose row is locked. */
  Future<Void> change(SqlConnection tx, AlertChange change) {
    return terms
        .of(tx, change)
        .compose(termed -> suppression.of(tx, termed))
        .compose(ruling -> write(tx, CHANGE, changed(ruling.change()), ruling));
  }

  private static Tuple changed(AlertChange change) {
    Alert alert = change.step().alert();
    Cause cause = alert.people().cause();
    return Tuple.tuple()
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
        .addValue(alert.revision())
        .addValue(alert.state().test())
        .addValue(alert.state().flapping())
        .addValue(alert.people().assignedTo())
        .addValue(cause == null ? null : cause.word())
        .addValue(alert.people().closedBy())
        .addValue(alert.people().externalRef());
  }

  private Future<Void> write(
      SqlConnection tx, String sql, Tuple values, Suppression.Ruling ruling) {
    return tx.preparedQuery(sql)
        .execute(values)
        .compose(done -> ruling.keep(tx))
        .compose(done -> follow(tx, ruling.change()));
  }

  private static final String HISTORY =
      """
      insert into alert_history (alert, revision, at, actor, what, data)
      values ($1, $2, $3, $4, $5, $6)""";

  private Future<Void> follow(SqlConnection tx, AlertChange change) {
    Alert alert = change.step().alert();
    Tuple history =
        Tuple.of(
            alert.id(),
            alert.revision(),
            Times.toSql(change.now()),
            change.actor(),
            change.step().what(),
            change.data());
    Future<Void> all = tx.preparedQuery(HISTORY).execute(history).mapEmpty();
    for (AlertConsequence consequence : consequences) {
      all = all.compose(done -> consequence.of(tx, change));
    }
    return all;
  }
}
