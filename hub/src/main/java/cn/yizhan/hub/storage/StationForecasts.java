package cn.yizhan.hub.storage;

import cn.yizhan.hub.forecast.DayUse;
import cn.yizhan.hub.forecast.Demand;
import cn.yizhan.hub.forecast.Usual;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows from the days of one station's items: forecasts and reorder points. */
final class StationForecasts {
  /** A reorder point near the capacity would always be reached. */
  private static final double MOST = 0.9;

  private final SqlConnection tx;
  private final int station;
  private final ZoneId zone;

  StationForecasts(SqlConnection tx, int station, ZoneId zone) {
    this.tx = tx;
    this.station = station;
    this.zone = zone;
  }

  private static final String DAYS =
      """
      select item, day, used, restocked, known from consumption_day
      where station = $1 and day >= $2 and day < $3 order by item, day""";

  /** Computes and stores them from the days before today. */
  Future<?> compute(List<StationDays.Stocked> items, LocalDate today) {
    return tx.preparedQuery(DAYS)
        .execute(Tuple.of(station, today.minusDays(Demand.WEEKS + 1L), today))
        .compose(
            rows -> {
              Map<String, List<DayUse>> days = days(rows);
              Future<?> done = Future.succeededFuture();
              for (StationDays.Stocked item : items) {
                List<DayUse> own = days.getOrDefault(item.code(), List.of());
                done = done.compose(before -> store(item, own, today));
              }
              return done;
            });
  }

  private static Map<String, List<DayUse>> days(RowSet<Row> rows) {
    Map<String, List<DayUse>> days = new HashMap<>();
    for (Row row : rows) {
      days.computeIfAbsent(row.getString("item"), item -> new ArrayList<>())
          .add(
              new DayUse(
                  row.getLocalDate("day"),
                  row.getDouble("used"),
                  row.getDouble("restocked"),
                  row.getDouble("known")));
    }
    return days;
  }

  private static final String STORE =
      """
      insert into item_forecast as f
        (station, item, days, daily, sigma, last_day, last_end, last_used, usual, spread)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      on conflict (station, item) do update
      set days = excluded.days, daily = excluded.daily, sigma = excluded.sigma,
        last_day = excluded.last_day, last_end = excluded.last_end,
        last_used = excluded.last_used, usual = excluded.usual, spread = excluded.spread,
        computed = now()
      where (f.days, f.daily, f.sigma, f.last_day, f.last_used, f.usual, f.spread)
        is distinct from (excluded.days, excluded.daily, excluded.sigma, excluded.last_day,
          excluded.last_used, excluded.usual, excluded.spread)""";

  /** The hub judges by the greater of it and the minimum; the station is not told. */
  private static final String REORDER =
      """
      with changed as (
        update item set reorder_point = $3
        where station = $1 and code = $2 and reorder_point is distinct from $3::double precision
        returning station)
      update station set stock_version = stock_version + 1
      where id in (select station from changed)""";

  private Future<?> store(StationDays.Stocked item, List<DayUse> days, LocalDate today) {
    LocalDate first = today.minusDays(Demand.WEEKS);
    List<DayUse> recent = days.stream().filter(day -> !day.day().isBefore(first)).toList();
    Demand demand = Demand.of(recent, item.pieces(), item.byHand());
    Usual usual = Usual.of(days, item.pieces());
    Tuple row =
        Tuple.of(station, item.code())
            .addInteger((int) recent.stream().filter(DayUse::counts).count())
            .addDouble(demand == null ? null : demand.daily())
            .addDouble(demand == null ? null : demand.sigma());
    if (usual == null) {
      row.addLocalDate(null).addOffsetDateTime(null);
      row.addDouble(null).addDouble(null).addDouble(null);
    } else {
      row.addLocalDate(usual.day())
          .addOffsetDateTime(usual.day().plusDays(1).atStartOfDay(zone).toOffsetDateTime())
          .addDouble(usual.used())
          .addDouble(usual.median())
          .addDouble(usual.spread());
    }
    return tx.preparedQuery(STORE)
        .execute(row)
        .compose(
            stored ->
                tx.preparedQuery(REORDER)
                    .execute(Tuple.of(station, item.code(), reorderPoint(item, demand))));
  }

  /** Rounded up to whole pieces, or tenths of others. */
  private static @Nullable Double reorderPoint(StationDays.Stocked item, @Nullable Demand demand) {
    if (demand == null) {
      return null;
    }
    double point =
        Math.min(demand.reorderPoint(item.leadDays(), item.service()), MOST * item.capacity());
    return item.pieces() ? Math.ceil(point) : Math.ceil(point * 10) / 10;
  }
}
