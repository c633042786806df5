package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.noise.Inhibitions;
import cn.yizhan.hub.noise.Silencing;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a change of an alert is told. Of what was not told when it began nothing else is told
 * either, until it is: when the silence is over or the alert it comes from has ended, and it still
 * holds and nobody has taken it on.
 */
final class Suppression {
  private Suppression() {}

  /** $1 office, $2 station, $3 rule, $4 subject, $5 whether told in any case, $6 and $7 sources. */
  private static final String BY =
      """
      select 'silence/' || s.id as by
      from silence s
      where not $5 and s.expired is null and s.starts <= now() and s.ends > now()
        and (s.office is null or s.office = $1) and (s.station is null or s.station = $2)
        and (s.rule is null or s.rule = $3) and (s.subject is null or s.subject = $4)
      union all
      select 'alert/' || a.id
      from unnest($6::text[], $7::boolean[]) i(source, whole)
      join alert a on a.rule = i.source and a.office = $1
        and case when i.whole then a.station is null else a.station = $2 end
      where not $5 and a.condition = 'active' and a.work <> 'closed' and not a.retrospective
        and not a.test
      limit 1""";

  /**
   * What keeps the alert from being told: {@code silence/ID} or {@code alert/ID}; null for nothing.
   */
  static Future<@Nullable String> by(SqlConnection tx, Alert alert, Row place) {
    List<Inhibitions.Inhibition> sources = Inhibitions.of(alert.matter().rule());
    Tuple values =
        Tuple.of(
            place.getInteger("office"),
            place.getInteger("id"),
            alert.matter().rule(),
            alert.matter().subject(),
            alert.state().test()
                || Silencing.alwaysTold(alert.matter().rule(), alert.state().severity()));
    values.addValue(sources.stream().map(Inhibitions.Inhibition::source).toArray(String[]::new));
    values.addValue(sources.stream().map(Inhibitions.Inhibition::office).toArray(Boolean[]::new));
    return tx.preparedQuery(BY)
        .execute(values)
        .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString("by"));
  }

  private static final String KEEP = "update alert set untold = $2 where id = $1";

  private static final String UNTOLD = "select untold from alert where id = $1";

  /** True when the change is told; keeps why it is not. */
  static Future<Boolean> told(SqlConnection tx, AlertChange change, Notice notice) {
    Alert alert = change.step().alert();
    return switch (notice) {
      case RAISED, REOPENED, WORSENED ->
          by(tx, alert, change.place())
              .compose(
                  by -> tx.preparedQuery(KEEP).execute(Tuple.of(alert.id(), by)).map(by == null));
      default ->
          tx.preparedQuery(UNTOLD)
              .execute(Tuple.of(alert.id()))
              .map(rows -> rows.iterator().next().getString("untold") == null);
    };
  }
}
