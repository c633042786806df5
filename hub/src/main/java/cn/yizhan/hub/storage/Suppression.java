package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Lifecycle;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.noise.Inhibitions;
import cn.yizhan.hub.noise.Inhibitions.Inhibition;
import cn.yizhan.hub.noise.Silencing;
import cn.yizhan.protocol.rule.RuleCatalogue;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change of an alert is told. Of what was not told when it began nothing else is told
 * either, and no deadline runs, until it is: when the silence is over or the alert it comes from
 * has ended, and it still holds and nobody has taken it on. What was told when it began is told of
 * to its end.
 */
final class Suppression {
  private final ZoneId zone;

  /**
   * @param zone whose days and hours windows mean
   */
  Suppression(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * What a change comes to.
   *
   * @param change the change as it is written
   * @param verdict what the alert's row is to keep; null for what it has
   */
  record Ruling(AlertChange change, @Nullable Verdict verdict) {
    /** Writes the verdict into the row, which must be there; a new one is told as it is. */
    Future<Void> keep(SqlConnection tx) {
      Alert alert = change.step().alert();
      return verdict == null || (verdict.untold() == null && alert.revision() == 1)
          ? Future.succeededFuture()
          : Suppression.keep(tx, alert.id(), verdict);
    }
  }

  /**
   * Who knows of an alert.
   *
   * @param untold why its last raise or worsening was not told: {@code silence/ID} or {@code
   *     alert/ID}; null when it was
   * @param silent true when nobody knows of it at all
   */
  record Verdict(@Nullable String untold, boolean silent) {}

  /** Decides about a change. */
  Future<Ruling> of(SqlConnection tx, AlertChange change) {
    Alert alert = change.step().alert();
    Notice notice = change.step().notice();
    if (notice == null || alert.state().test()) {
      return Future.succeededFuture(new Ruling(change, null));
    }
    return switch (notice) {
      case RAISED, REOPENED, RECORDED ->
          by(tx, alert, change.place())
              .map(
                  by ->
                      by == null
                          ? new Ruling(change, new Verdict(null, false))
                          : untold(change, by, true));
      case WORSENED ->
          by(tx, alert, change.place())
              .compose(by -> silent(tx, alert.id()).map(silent -> worsened(change, by, silent)));
      default ->
          silent(tx, alert.id())
              .map(silent -> new Ruling(silent ? quiet(change, alert, null) : change, null));
    };
  }

  private static Ruling worsened(AlertChange change, @Nullable String by, boolean silent) {
    if (by != null) {
      return untold(change, by, silent);
    }
    Alert alert = change.step().alert();
    Alert heard =
        silent
            ? alert.dueBy(
                Lifecycle.due(RuleCatalogue.standard().rule(alert.matter().rule()), change.now()))
            : alert;
    return new Ruling(
        new AlertChange(
            change.step().with(heard), change.place(), change.actor(), change.data(), change.now()),
        new Verdict(null, false));
  }

  private static Ruling untold(AlertChange change, String by, boolean silent) {
    Alert alert = change.step().alert();
    return new Ruling(
        quiet(change, silent ? alert.dueBy(Alert.Due.NEVER) : alert, by), new Verdict(by, silent));
  }

  /** The change without telling anybody; its history says why. */
  private static AlertChange quiet(AlertChange change, Alert alert, @Nullable String by) {
    return new AlertChange(
        change.step().with(alert).untold(),
        change.place(),
        change.actor(),
        by == null ? change.data() : change.data().copy().put("untold", by),
        change.now());
  }

  private static final String SILENT =
      "select untold is not null and silent as silent from alert where id = $1";

  private static Future<Boolean> silent(SqlConnection tx, UUID alert) {
    return tx.preparedQuery(SILENT)
        .execute(Tuple.of(alert))
        .map(rows -> rows.iterator().next().getBoolean("silent"));
  }

  private static final String KEEP = "update alert set untold = $2, silent = $3 where id = $1";

  static Future<Void> keep(SqlConnection tx, UUID alert, Verdict verdict) {
    return tx.preparedQuery(KEEP)
        .execute(Tuple.of(alert, verdict.untold(), verdict.silent()))
        .mapEmpty();
  }

  /**
   * What keeps the alert from being told: {@code silence/ID} or {@code alert/ID}; null for nothing.
   */
  Future<@Nullable String> by(SqlConnection tx, Alert alert, Row place) {
    if (alert.state().test()
        || Silencing.alwaysTold(alert.matter().rule(), alert.state().severity())) {
      return Future.succeededFuture(null);
    }
    return LiveSilences.of(tx, alert, place, zone)
        .compose(
            silence ->
                silence == null ? source(tx, alert, place) : Future.succeededFuture(silence));
  }

  /** $1 office, $2 station, $3 rules, $4 whether each is one of the office as a whole. */
  private static final String SOURCE =
      """
      select 'alert/' || a.id as by
      from unnest($3::text[], $4::boolean[]) i(source, whole)
      join alert a on a.rule = i.source and a.office = $1
        and case when i.whole then a.station is null else a.station = $2 end
      where a.condition = 'active' and a.work <> 'closed' and not a.retrospective and not a.test
      limit 1""";

  private static Future<@Nullable String> source(SqlConnection tx, Alert alert, Row place) {
    List<Inhibition> sources = Inhibitions.of(alert.matter().rule());
    if (sources.isEmpty()) {
      return Future.succeededFuture(null);
    }
    Tuple values =
        Tuple.of(
            place.getInteger("office"),
            place.getInteger("id"),
            sources.stream().map(Inhibition::source).toArray(String[]::new),
            sources.stream().map(Inhibition::office).toArray(Boolean[]::new));
    return tx.preparedQuery(SOURCE)
        .execute(values)
        .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString("by"));
  }
}
