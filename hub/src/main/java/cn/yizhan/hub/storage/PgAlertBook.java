package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Deed;
import cn.yizhan.hub.alerts.Handled;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.api.AlertWork;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What people do with alerts, in PostgreSQL. Every change is decided on the alert's locked row and
 * written with its history, its notifications and its audit row, in one transaction.
 */
public final class PgAlertBook implements AlertWork {
  private static final String UNIQUE = "23505";

  private final Pool pool;
  private final AlertWriter writer;
  private final LongSupplier clock;
  private final Consumer<Step> committed;

  /**
   * @param pool connections
   * @param writer writes the changes
   * @param clock the hub's clock, epoch milliseconds
   * @param committed told of each change once it is committed
   */
  public PgAlertBook(Pool pool, AlertWriter writer, LongSupplier clock, Consumer<Step> committed) {
    this.pool = pool;
    this.writer = writer;
    this.clock = clock;
    this.committed = committed;
  }

  private static final String LOCK =
      Scope.sql("select a.* from alert a where {scope a.office} and a.id = $2 for update of a");

  /** How an action ended and what it changed, null for nothing. */
  private record Ended(Outcome outcome, @Nullable Step step) {}

  @Override
  public Future<Outcome> handle(Actor actor, UUID id, Action action, @Nullable Integer expected) {
    Wish wish = new Wish(actor, action, expected);
    return handle(id, wish)
        // nothing of it has happened: what it stood in the way of is done by now
        .recover(e -> PgFailures.deadlock(e) ? handle(id, wish) : Future.failedFuture(e))
        .map(
            ended -> {
              if (ended.step() != null) {
                committed.accept(ended.step());
              }
              return ended.outcome();
            })
        .recover(PgAlertBook::anotherIsOpen)
        .recover(PgFailures::translate);
  }

  /** What somebody wants to do, and the revision he has read, null for any. */
  private record Wish(Actor actor, Action action, @Nullable Integer expected) {}

  private Future<Ended> handle(UUID id, Wish wish) {
    return pool.withTransaction(
        tx ->
            tx.preparedQuery(LOCK)
                .execute(Scope.tuple(wish.actor(), id))
                .compose(rows -> handle(tx, first(rows), wish)));
  }

  private Future<Ended> handle(SqlConnection tx, @Nullable Row row, Wish wish) {
    if (row == null) {
      return ended(new Outcome.Missing());
    }
    Alert alert = AlertRows.alert(row);
    Future<Integer> photos =
        wish.action() instanceof Action.Recheck
            ? PgEvidence.lately(tx, alert.id())
            : Future.succeededFuture(0);
    return photos.compose(
        number -> decide(tx, row, wish, new Deed(wish.actor().name(), clock.getAsLong(), number)));
  }

  private Future<Ended> decide(SqlConnection tx, Row row, Wish wish, Deed deed) {
    Alert alert = AlertRows.alert(row);
    Action action = wish.action();
    Rule rule = RuleCatalogue.standard().rule(alert.matter().rule());
    Handled handled = action.on(alert, rule, deed);
    if (handled instanceof Handled.Unchanged) {
      return ended(new Outcome.Done());
    }
    if (wish.expected() != null && wish.expected() != alert.revision()) {
      return ended(new Outcome.Stale());
    }
    if (handled instanceof Handled.Done done) {
      Change change = new Change(done.step(), deed.now());
      return action instanceof Action.Recheck recheck && !recheck.evidence().isEmpty()
          ? PgEvidence.has(tx, alert.id(), recheck.evidence())
              .compose(
                  has ->
                      has
                          ? change(tx, row, wish, change)
                          : ended(new Outcome.Refused(NO_SUCH_PHOTO)))
          : change(tx, row, wish, change);
    }
    return ended(new Outcome.Refused(((Handled.Refused) handled).why()));
  }

  /** A change and when it is made. */
  private record Change(Step step, long now) {}

  private Future<Ended> change(SqlConnection tx, Row row, Wish wish, Change change) {
    Actor actor = wish.actor();
    Action action = wish.action();
    Step step = change.step();
    JsonObject said = new JsonObject(new LinkedHashMap<>(action.said()));
    JsonObject data =
        new JsonObject()
            .put("number", step.alert().number())
            .put("revision", step.alert().revision());
    return AlertPlaces.of(tx, row)
        .compose(
            place ->
                writer.change(tx, new AlertChange(step, place, actor.name(), said, change.now())))
        .compose(
            done ->
                PgAudit.record(
                    tx,
                    actor,
                    "alert." + action.word(),
                    "alert/" + step.alert().id(),
                    data.mergeIn(said)))
        .map(new Ended(new Outcome.Done(), step));
  }

  private static Future<Ended> ended(Outcome outcome) {
    return Future.succeededFuture(new Ended(outcome, null));
  }

  private static final Label NO_SUCH_PHOTO =
      new Label("复查引用的照片不在这条告警下，请先上传", "the recheck names a photo that the alert does not have");
  private static final Label ANOTHER =
      new Label("同一对象已有未办结的告警", "another alert about the same is open");

  /** One alert that is not closed for each rule and subject: an old one cannot be opened beside. */
  private static Future<Outcome> anotherIsOpen(Throwable e) {
    return e instanceof PgException refused && refused.getSqlState().equals(UNIQUE)
        ? Future.succeededFuture(new Outcome.Refused(ANOTHER))
        : Future.failedFuture(e);
  }

  private static @Nullable Row first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next();
  }
}
