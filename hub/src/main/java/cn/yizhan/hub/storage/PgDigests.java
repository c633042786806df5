package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Condition;
import cn.yizhan.hub.alerts.DigestBody;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.Place;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.Work;
import cn.yizhan.hub.noise.Gathering;
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
  /** What the history says of what is not told any more when its digest is made. */
  static final String HELD_BACK = "held-back";

  private static final Logger LOG = LoggerFactory.getLogger(PgDigests.class);

  /** Alerts looked at for one message. */
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
      """
      select o.id from office o
      where exists (
        select from digest_item i
        where i.office = o.id
          and least(i.collected + o.digest_minutes * interval '1 minute', i.latest) <= now())
      """;

  private static final String OFFICES = DUE + "order by o.id";

  /** Tells what is due, one message per office; how many offices were told. */
  public Future<Integer> review() {
    return pool.query(OFFICES)
        .execute()
        .compose(
            rows -> {
              Future<Integer> all = Future.succeededFuture(0);
              for (Row row : rows) {
                int office = row.getInteger("id");
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
      DUE.replace("select o.id ", "select o.id, o.code, o.name, o.region_code, o.digest_minutes ")
          + """
            and o.id = $1
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
      where i.office = $1 and i.collected < 'infinity'
      order by i.latest, i.collected, a.detected_time, a.id
      limit $2
      for update of a, i skip locked""";

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

  /** What is to become of what was collected. */
  private static final class Sorted {
    final List<DigestBody.Entry> told = new ArrayList<>();
    final List<UUID> dropped = new ArrayList<>();
    final List<UUID> owed = new ArrayList<>();
  }

  private Future<Integer> take(SqlConnection tx, Row office, RowSet<Row> items) {
    Sorted sorted = new Sorted();
    Future<Void> all = Future.succeededFuture();
    for (Row row : items) {
      all = all.compose(done -> sort(tx, row, sorted));
    }
    return all.compose(done -> tell(tx, office, sorted));
  }

  private Future<Integer> tell(SqlConnection tx, Row office, Sorted sorted) {
    DigestPost post = new DigestPost(office, writer.style(), clock.getAsLong());
    List<DigestBody.Entry> told = post.fitting(sorted.told);
    for (DigestBody.Entry entry : told) {
      Alert alert = entry.alert();
      boolean goesOn = alert.state().flapping() && holds(alert);
      (goesOn ? sorted.owed : sorted.dropped).add(alert.id());
    }
    return DigestItems.take(tx, sorted.dropped.toArray(UUID[]::new))
        .compose(done -> DigestItems.owe(tx, sorted.owed.toArray(UUID[]::new)))
        .compose(done -> post.queue(tx, told))
        .map(done -> told.size());
  }

  private Future<Void> sort(SqlConnection tx, Row row, Sorted sorted) {
    Alert alert = AlertRows.alert(row);
    boolean begun = row.getBoolean("begun");
    boolean silent = row.getString("untold") != null && row.getBoolean("silent");
    if (silent && begun) {
      sorted.dropped.add(alert.id());
      return Future.succeededFuture();
    }
    // the office knows that it holds, and is told nothing of this time but its end
    if (holds(alert) && !begun && (silent || alert.state().flapping())) {
      sorted.owed.add(alert.id());
      return Future.succeededFuture();
    }
    return AlertPlaces.of(tx, row)
        .compose(
            place ->
                by(tx, alert, place, begun)
                    .compose(
                        by -> {
                          if (by == null) {
                            sorted.told.add(entry(row, alert, AlertRows.place(place)));
                            return Future.succeededFuture();
                          }
                          sorted.dropped.add(alert.id());
                          return keep(tx, alert, place, by);
                        }));
  }

  private static boolean holds(Alert alert) {
    return alert.state().condition() == Condition.ACTIVE && alert.state().work() != Work.CLOSED;
  }

  /** What keeps from being told what nobody knows of yet: that has perhaps begun since. */
  private Future<@Nullable String> by(SqlConnection tx, Alert alert, Row place, boolean begun) {
    return begun && alert.state().work() == Work.NEW
        ? writer.suppression().by(tx, alert, place)
        : Future.succeededFuture(null);
  }

  private static DigestBody.Entry entry(Row row, Alert alert, Place place) {
    return new DigestBody.Entry(
        Gathering.latest(Notice.valueOf(row.getString("notice")), alert),
        alert,
        place,
        RuleCatalogue.standard().rule(alert.matter().rule()));
  }

  /** It is told later, if it still holds then. */
  private Future<Void> keep(SqlConnection tx, Alert alert, Row place, String by) {
    Step step = new Step(alert.next().dueBy(Alert.Due.NEVER), HELD_BACK, null);
    JsonObject data = new JsonObject().put("untold", by);
    return writer
        .change(tx, new AlertChange(step, place, "hub", data, clock.getAsLong()))
        .compose(done -> Suppression.keep(tx, alert.id(), new Suppression.Verdict(by, true)));
  }
}
