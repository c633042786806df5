package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Handled;
import cn.yizhan.hub.alerts.Handling;
import cn.yizhan.hub.alerts.ProbeRule;
import cn.yizhan.hub.notify.ProbePostman;
import cn.yizhan.hub.notify.SigningSecret;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/**
 * The alerts of probes: raised and cleared by facts and closed by the hub, as any alert, in an
 * office that nobody sees.
 */
public final class ProbeAlerts {
  private static final String SUBJECT = "office/probe-";

  private final PgAlertFacts facts;
  private final Peppers peppers;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param facts makes alerts of facts
   * @param peppers seal the endpoint's secret
   */
  public ProbeAlerts(PgAlertFacts facts, Peppers peppers) {
    this.facts = facts;
    this.peppers = peppers;
  }

  /** No office of people has such a code: it has a sign that theirs must not have. */
  private static final String OFFICE =
      """
      insert into office (id, code, name) overriding system value values ($1, '~probe', '告警通路自检')
      on conflict (id) do nothing""";

  private static final String ENDPOINT =
      """
      insert into endpoint (id, office, kind, url, secret, pepper)
      values ($1, $2, 'webhook', $3, $4, $5)
      on conflict (id) do update
      set secret = excluded.secret, pepper = excluded.pepper, enabled = true,
        disabled_reason = null, refused = null""";

  /**
   * Raises one; its id. Each begins with an endpoint that is as new, with a secret of its own: what
   * became of it before is nobody's matter.
   */
  Future<UUID> raise(SqlConnection tx, long now) {
    SigningSecret secret = SigningSecret.generate(random);
    byte[] sealed = SealedSecrets.seal(peppers, ProbePostman.ENDPOINT, secret);
    Tuple endpoint =
        Tuple.of(
            ProbePostman.ENDPOINT,
            Scope.HIDDEN,
            ProbePostman.NOWHERE,
            Buffer.buffer(sealed),
            (short) peppers.current());
    String subject = SUBJECT + now;
    return tx.preparedQuery(OFFICE)
        .execute(Tuple.of(Scope.HIDDEN))
        .compose(done -> tx.preparedQuery(ENDPOINT).execute(endpoint))
        .compose(done -> apply(tx, subject, Change.RAISED, now))
        .compose(
            done ->
                tx.preparedQuery("select id from alert where office = $1 and subject = $2")
                    .execute(Tuple.of(Scope.HIDDEN, subject)))
        .map(rows -> rows.iterator().next().getUUID("id"));
  }

  private Future<Runnable> apply(SqlConnection tx, String subject, Change change, long now) {
    Fact fact =
        new Fact(
            ProbeRule.ID + '/' + subject + '/' + change.word(),
            new Matter(ProbeRule.ID, ProbeRule.VERSION, subject),
            change,
            Severity.CRITICAL,
            now,
            Telling.LIVE,
            null,
            null);
    return facts.applyToOffices(tx, List.of(new OfficeFact(Scope.HIDDEN, fact)));
  }

  private static final String ALERT = "select * from alert where id = $1 for update";

  /** Clears and closes one. */
  Future<Void> end(SqlConnection tx, UUID id, long now) {
    return alert(tx, id)
        .compose(row -> apply(tx, row.getString("subject"), Change.CLEARED, now))
        .compose(done -> alert(tx, id))
        .compose(row -> close(tx, row, now));
  }

  private static Future<Row> alert(SqlConnection tx, UUID id) {
    return tx.preparedQuery(ALERT).execute(Tuple.of(id)).map(rows -> rows.iterator().next());
  }

  private Future<Void> close(SqlConnection tx, Row row, long now) {
    Alert alert = AlertRows.alert(row);
    Handled handled = Handling.lapse(alert, ProbeRule.of(ProbeRule.ID), now);
    return handled instanceof Handled.Done done
        ? AlertPlaces.of(tx, row)
            .compose(
                place ->
                    facts
                        .writer()
                        .change(
                            tx, new AlertChange(done.step(), place, "hub", new JsonObject(), now)))
        : Future.succeededFuture();
  }

  /** Ends one that did not get through, and tells nobody of it. */
  Future<Void> giveUp(SqlConnection tx, UUID id, long now) {
    return PgEndpoints.close(tx, ProbePostman.ENDPOINT, "the alert path is broken")
        .compose(done -> end(tx, id, now));
  }

  private static final List<String> FORGET =
      List.of(
          "delete from delivery_attempt where notification in (select o.id from outbox o"
              + " join alert a on a.id = o.alert where %s)",
          "delete from outbox where alert in (select a.id from alert a where %s)",
          "delete from alert_history where alert in (select a.id from alert a where %s)",
          "delete from office_fact where alert in (select a.id from alert a where %s)",
          "delete from alert a where %s",
          """
          delete from probe where began < now() - interval '1 day'
            and finished is distinct from (select max(finished) from probe where failed is null)""");

  private static final String OLD =
      "a.office = %d and a.detected_time < now() - interval '1 day'".formatted(Scope.HIDDEN);

  /** Deletes those of more than a day ago; when one last got through stays known. */
  static Future<Void> forget(SqlConnection tx) {
    Future<Void> all = Future.succeededFuture();
    for (String statement : FORGET) {
      all = all.compose(done -> tx.query(statement.replace("%s", OLD)).execute().mapEmpty());
    }
    return all;
  }
}
