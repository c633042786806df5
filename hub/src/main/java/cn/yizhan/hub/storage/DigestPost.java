package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.DigestBody;
import cn.yizhan.hub.alerts.Place;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.alerts.WebhookBody;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Queues a digest of an office: for each endpoint one message of what it is told of, which is by
 * the least severity it wants, and for those that know nothing but single alerts one of each.
 */
final class DigestPost {
  /** Of the outbox's kinds of endpoints the one that groups by its own rules. */
  private static final String SINGLE = "alertmanager";

  private final Row office;
  private final Style style;
  private final long now;

  /**
   * @param office its row, with what it has set
   * @param style how alerts look here
   * @param now the hub's clock, epoch milliseconds
   */
  DigestPost(Row office, Style style, long now) {
    this.office = office;
    this.style = style;
    this.now = now;
  }

  /** What is told in this message, in the order in which it is told. */
  List<DigestBody.Entry> fitting(List<DigestBody.Entry> entries) {
    return DigestBody.fitting(whose(), entries, style, now);
  }

  /**
   * What the endpoints of an office want: the least severity, and whether single alerts. None of
   * them changes before all is queued.
   */
  private static final String WANTED =
      """
      select distinct w.min_severity, w.kind = '%s' as single
      from (
        select e.min_severity, e.kind
        from endpoint e
        where e.office = $1 and e.enabled and not e.tester and not e.fallback
        order by e.id
        for share of e) w"""
          .formatted(SINGLE);

  /**
   * $1 what the ids follow from, $2 alert, $3 type, $4 body, $5 office, $6 and $7 what the
   * endpoints want.
   */
  private static final String QUEUE =
      """
      insert into outbox (id, endpoint, alert, type, body)
      select 'msg_' || left(encode(sha256(convert_to(
          'digest/' || $1::text || '/' || e.id::text, 'UTF8')), 'hex'), 32),
        e.id, $2, $3, $4
      from endpoint e
      where e.office = $5 and e.enabled and not e.tester and not e.fallback
        and e.min_severity = $6 and (e.kind = '%s') = $7
      order by e.id
      on conflict (id) do nothing"""
          .formatted(SINGLE);

  private static final String TO_NOBODY =
      """
      update alert_history set data = data || '{"told": "nobody"}'
      where alert = $1 and revision = $2""";

  /** Queues what was chosen as fitting. */
  Future<Void> queue(SqlConnection tx, List<DigestBody.Entry> entries) {
    Set<UUID> heard = new HashSet<>();
    return entries.isEmpty()
        ? Future.succeededFuture()
        : tx.preparedQuery(WANTED)
            .execute(Tuple.of(office.getInteger("id")))
            .compose(rows -> queue(tx, rows, entries, heard))
            .compose(done -> nobody(tx, entries, heard));
  }

  private Future<Void> queue(
      SqlConnection tx, RowSet<Row> rows, List<DigestBody.Entry> entries, Set<UUID> heard) {
    Future<Void> all = Future.succeededFuture();
    for (Row row : rows) {
      Wanted wanted =
          new Wanted(Severity.of(row.getString("min_severity")), row.getBoolean("single"));
      all = all.compose(done -> queue(tx, wanted, entries, heard));
    }
    return all;
  }

  private record Wanted(Severity least, boolean single) {}

  /** An office that wants no digests any more is told of each by itself. */
  private Future<Void> queue(
      SqlConnection tx, Wanted wanted, List<DigestBody.Entry> entries, Set<UUID> heard) {
    List<DigestBody.Entry> told =
        entries.stream()
            .filter(entry -> !wanted.least().worseThan(entry.alert().state().severity()))
            .toList();
    if (told.size() > 1 && !wanted.single() && office.getShort("digest_minutes") > 0) {
      return insert(tx, together(told, wanted), told, heard);
    }
    Future<Void> all = Future.succeededFuture();
    for (DigestBody.Entry entry : told) {
      all = all.compose(done -> insert(tx, alone(entry, wanted), List.of(entry), heard));
    }
    return all;
  }

  private Tuple together(List<DigestBody.Entry> entries, Wanted wanted) {
    return Tuple.of(
        UUID.randomUUID().toString(),
        null,
        DigestBody.TYPE,
        DigestBody.of(whose(), entries, style, now),
        office.getInteger("id"),
        wanted.least().word(),
        wanted.single());
  }

  /** What is alone is told as if it had not been collected, with all there is to say. */
  private Tuple alone(DigestBody.Entry entry, Wanted wanted) {
    Alert alert = entry.alert();
    Step step = new Step(alert, entry.notice().type(), entry.notice());
    return Tuple.of(
        alert.id() + "/" + alert.revision(),
        alert.id(),
        entry.notice().type(),
        WebhookBody.of(step, entry.notice(), entry.place(), entry.rule(), style, now),
        office.getInteger("id"),
        wanted.least().word(),
        wanted.single());
  }

  private static Future<Void> insert(
      SqlConnection tx, Tuple values, List<DigestBody.Entry> entries, Set<UUID> heard) {
    return tx.preparedQuery(QUEUE)
        .execute(values)
        .map(
            queued -> {
              if (queued.rowCount() > 0) {
                entries.forEach(entry -> heard.add(entry.alert().id()));
              }
              return null;
            });
  }

  /** Whoever reads the history is to see that no endpoint is told of such alerts. */
  private static Future<Void> nobody(
      SqlConnection tx, List<DigestBody.Entry> entries, Set<UUID> heard) {
    Future<Void> all = Future.succeededFuture();
    for (DigestBody.Entry entry : entries) {
      Alert alert = entry.alert();
      if (!heard.contains(alert.id())) {
        Tuple values = Tuple.of(alert.id(), alert.revision());
        all = all.compose(done -> tx.preparedQuery(TO_NOBODY).execute(values).mapEmpty());
      }
    }
    return all;
  }

  private Place.Office whose() {
    return new Place.Office(
        office.getString("code"), office.getString("name"), office.getString("region_code"));
  }
}
