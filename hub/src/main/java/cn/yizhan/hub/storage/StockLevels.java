package cn.yizhan.hub.storage;

import cn.yizhan.hub.forecast.Demand;
import cn.yizhan.hub.forecast.Level;
import cn.yizhan.hub.watch.StockCover.Stock;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What there is of items and what was learnt of their demand. */
final class StockLevels {
  /**
   * The level of an item i of a station, as v: what its sensor said within the week that a reading
   * holds, or what was counted last, within the time that counts may be apart; of an item that is
   * counted by hand only that.
   */
  static final String LEVEL =
      """
      left join lateral (
        select a.at, a.level, a.counted from (
          select l.ats[n.place] as at, l."values"[n.place] as level, false as counted
          from point p
          join latest l on l.station = p.station
          cross join lateral (select array_position(l.points, p.code) as place) n
          where p.station = i.station and p.name = 'supply/' || i.code || '/level'
            and i.counting = 'sensor' and l.ats[n.place] > now() - interval '7 days'
          union all
          (select c.at, c.level, true from stock_count c
           where c.station = i.station and c.item = i.code
             and c.at > now() - interval '45 days'
           order by c.at desc, c.created desc limit 1)) a
        order by a.counted, a.at desc limit 1) v on true
      """;

  /** What {@link #stock} needs of item i, its forecast f and its level v. */
  static final String COLUMNS =
      "f.days, f.daily, f.sigma, f.computed, v.at, v.level, v.counted, i.lead_days, i.review_days";

  private StockLevels() {}

  /** Of a row with these columns; null while something of it is not known. */
  static @Nullable Stock stock(Row row) {
    Demand demand = demand(row);
    OffsetDateTime at = row.getOffsetDateTime("at");
    return demand == null || at == null
        ? null
        : new Stock(
            demand,
            Times.fromSql(row.getOffsetDateTime("computed")),
            new Level(Times.fromSql(at), row.getDouble("level")),
            row.getBoolean("counted"),
            row.getDouble("lead_days"),
            row.getDouble("review_days"));
  }

  /** Null while too few days are known. */
  static @Nullable Demand demand(Row row) {
    Double daily = row.getDouble("daily");
    Double sigma = row.getDouble("sigma");
    return daily == null || sigma == null ? null : new Demand(daily, sigma, row.getInteger("days"));
  }
}
