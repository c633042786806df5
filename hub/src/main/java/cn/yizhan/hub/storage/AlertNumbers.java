package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.AlertNumber;
import cn.yizhan.hub.alerts.ProbeRule;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.rules.Fact;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;

/** Numbers of new alerts. */
final class AlertNumbers {
  private AlertNumbers() {}

  private static final String NEXT =
      """
      insert into alert_counter (day, last) values ($1, 1)
      on conflict (day) do update set last = alert_counter.last + 1
      returning last""";

  /**
   * The number of the alert that a fact begins: the next of the day. A synthetic one takes none, so
   * that people find no gaps; its subject is its number.
   *
   * @param style how alerts look here
   * @param now the present, milliseconds
   */
  static Future<String> next(SqlConnection tx, Style style, Fact fact, long now) {
    if (fact.matter().rule().equals(ProbeRule.ID)) {
      return Future.succeededFuture(fact.matter().subject());
    }
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(now), style.zone());
    return tx.preparedQuery(NEXT)
        .execute(Tuple.of(day))
        .map(
            rows ->
                AlertNumber.of(style.district(), day, rows.iterator().next().getInteger("last")));
  }
}
