package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Condition;
import cn.yizhan.hub.alerts.DigestBody;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.Place;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.WebhookBody;
import cn.yizhan.hub.alerts.Work;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells offices what was collected for them, each time one message. What is told leaves the
 * collection in the transaction that queues the message, by the database's clock: over any number
 * of hubs it is told once, and what a killed hub had begun is as if it had not.
 */
public final class PgDigests {
  private static final Logger LOG = LoggerFactory.getLogger(PgDigests.class);

  /** Alerts in one message: people read no more, and group robots take no longer texts. */
  private static final int MOST = 50;

  private final Pool pool;
  private final AlertWriter writer;
  private final LongSupplier clock;
  private final IntConsumer told;

  /**
   * @param pool connections
   * @param writer writes the changes of alerts
   * @param clock the hub's clock, epoch milliseconds
   * @param told is given the number of alerts of each message that is committed
   */
  public PgDigests(Pool pool, AlertWriter writer, LongSupplier clock, IntConsumer told) {
    this.pool = pool;
    this.writer = writer;
    this.clock = clock;
    this.told = told;
  }

  private static final String DUE =
      "select distinct office from digest_item where due <= now() order by office";

  /** Tells what is due, one message per office; how many were queued. */
  public Future<Integer> review() {
    return pool.query(DUE)
        .execute()
        .compose(
            rows -> {
              Future<Integer> all = Future.succeededFuture(0);
              for (Row row : rows) {
                int office = row.getInteger("office");
                all = all.compose(sent -> one(office).map(more -> sent + more));
              }
              return all;
            });
  }

  /** What cannot be told now does not keep other offices waiting. */
  private Future<Integer> one(int office) {
    return pool.withTransaction(tx -> claim(tx, office))
        .map(
            count -> {
              if (count > 0) {
                told.accept(count);
              }
              return count > 0 ? 1 : 0;
            })
        .recover(
            e -> {
              LOG.error("The digest of office {} is put off", office, e);
              return Future.succeededFuture(0);
            });
  }

  /** $1 office. Whoever has its row makes its digest. */
  private static final String OFFICE =
      """
      select o.id, o.code, o.name, o.region_code
      from office o
      where o.id = $1 and exists (
        select from digest_item i where i.office = o.id and i.due <= now())
      for no key update of o skip locked""";

  /**
   * All that is collected, whether due or not. An alert that is being changed is left for the next
   * digest: changes lock the alert first, and so it is here. $1 office, $2 how many.
   */
  private static final String ITEMS =
      """
      select a.*, i.notice, i.begun
      from digest_item i
      join alert a on a.id = i.alert
      where i.office = $1
      order by i.due, a.detected_time, a.id
      limit $2
      for update of a skip locked""";

  private static final String TAKEN = "delete from digest_item where alert = any($1)";

  private Future<Integer> claim(SqlConnection tx, int office) {
    return tx.preparedQuery(OFFICE)
        .execute(Tuple.of(office))
        .compose(
            offices ->
                offices.size() == 0
                    ? Future.succeededFuture(0)
                    : tx.preparedQuery(ITEMS)
                        .execute(Tuple.of(office, MOST))
                        .compose(items -> take(tx, offices.iterator().next(), items)));
  }

  private Future<Integer> take(SqlConnection tx, Row office, RowSet<Row> items) {
    List<Row> rows = new ArrayList<>(items.size());
    items.forEach(rows::add);
    UUID[] taken = rows.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
    List<DigestBody.Entry> entries = new ArrayList<>();
    Future<Void> all = tx.preparedQuery(TAKEN).execute(Tuple.tuple().addValue(taken)).mapEmpty();
    for (Row row : rows) {
      all = all.compose(done -> take(tx, row, entries));
    }
    return all.compose(done -> queue(tx, office, entries)).map(done -> entries.size());
  }

  /** What is kept from being told since it was collected is told later, or never. */
  private Future<Void> take(SqlConnection tx, Row row, List<DigestBody.Entry> entries) {
    Alert alert = AlertRows.alert(row);
    boolean news =
        row.getBoolean("begun")
            && alert.state().condition() == Condition.ACTIVE
            && alert.state().work() == Work.NEW;
    return AlertPlaces.of(tx, row)
        .compose(
            place -> {
              Future<String> by =
                  news ? writer.suppression().by(tx, alert, place) : Future.succeededFuture(null);
              return by.compose(
                  why -> {
                    if (why != null) {
                      return keep(tx, alert, place, why);
                    }
                    entries.add(entry(row, alert, AlertRows.place(place)));
                    return Future.succeededFuture();
                  });
            });
  }

  private static DigestBody.Entry entry(Row row, Alert alert, Place place) {
    return new DigestBody.Entry(
        Notice.valueOf(row.getString("notice")),
        alert,
        place,
        RuleCatalogue.standard().rule(alert.matter().rule()));
  }

  private Future<Void> keep(SqlConnection tx, Alert alert, Row place, String by) {
    Step step = new Step(alert.next().dueBy(Alert.Due.NEVER), "untold", null);
    JsonObject data = new JsonObject().put("untold", by);
    return writer
        .change(tx, new AlertChange(step, place, "hub", data, clock.getAsLong()))
        .compose(done -> Suppression.keep(tx, alert.id(), new Suppression.Verdict(by, true)));
  }

  /**
   * $1 what the ids follow from, $2 alert, $3 type, $4 body, $5 office, $6 severity, $7 true for
   * endpoints that know nothing but single alerts, false for the others, null for all.
   */
  private static final String QUEUE =
      """
      insert into outbox (id, endpoint, alert, type, body)
      select 'msg_' || left(encode(sha256(convert_to(
          'digest/' || $1::text || '/' || e.id::text, 'UTF8')), 'hex'), 32),
        e.id, $2, $3, $4
      from endpoint e
      where e.office = $5 and e.enabled and not e.tester and not e.fallback
        and array_position(array['critical', 'major', 'minor', 'info'], $6)
          <= array_position(array['critical', 'major', 'minor', 'info'], e.min_severity)
        and ($7::boolean is null or (e.kind = 'alertmanager') = $7)
      order by e.id
      for share of e
      on conflict (id) do nothing""";

  private Future<Void> queue(SqlConnection tx, Row office, List<DigestBody.Entry> entries) {
    if (entries.isEmpty()) {
      return Future.succeededFuture();
    }
    if (entries.size() == 1) {
      return tx.preparedQuery(QUEUE).execute(alone(office, entries.get(0), null)).mapEmpty();
    }
    List<Tuple> all = new ArrayList<>();
    all.add(together(office, entries));
    entries.forEach(entry -> all.add(alone(office, entry, true)));
    return tx.preparedQuery(QUEUE).executeBatch(all).mapEmpty();
  }

  /** What is alone is told as if it had not been collected, with all there is to say. */
  private Tuple alone(Row office, DigestBody.Entry entry, @Nullable Boolean single) {
    Alert alert = entry.alert();
    Step step = new Step(alert, entry.notice().type(), entry.notice());
    String body =
        WebhookBody.of(
            step, entry.notice(), entry.place(), entry.rule(), writer.style(), clock.getAsLong());
    return Tuple.of(
        alert.id() + "/" + alert.revision(),
        alert.id(),
        entry.notice().type(),
        body,
        office.getInteger("id"),
        alert.state().severity().word(),
        single);
  }

  private Tuple together(Row office, List<DigestBody.Entry> entries) {
    Place.Office whose =
        new Place.Office(
            office.getString("code"), office.getString("name"), office.getString("region_code"));
    Tuple values = Tuple.tuple().addValue(UUID.randomUUID().toString()).addValue(null);
    return values
        .addValue(DigestBody.TYPE)
        .addValue(DigestBody.of(whose, entries, writer.style(), clock.getAsLong()))
        .addValue(office.getInteger("id"))
        .addValue(DigestBody.worst(entries).word())
        .addValue(false);
  }
}
