package cn.yizhan.hub.storage;

import cn.yizhan.hub.forecast.Consumption;
import cn.yizhan.hub.forecast.DayUse;
import cn.yizhan.hub.forecast.Level;
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
import java.util.Objects;

/** The days of one station's items, made of its stored levels and counts. */
final class StationDays {
  /**
   * So many days before the first and after the last the levels are followed: longer than a level
   * holds, so that it is known how the days began and whether a silence was too long.
   */
  private static final int AROUND = 5;

  /** A count by hand tells of so many days before it. */
  private static final int COUNTED = 45;

  private final SqlConnection tx;
  private final int station;
  private final ZoneId zone;
  private final long now;

  StationDays(SqlConnection tx, int station, ZoneId zone, long now) {
    this.tx = tx;
    this.station = station;
    this.zone = zone;
    this.now = now;
  }

  /**
   * First and last day to compute; the counts of an item reach back further, for what was counted
   * today tells of the days since the count before.
   */
  record Span(LocalDate from, LocalDate to) {}

  /** An item as registered. */
  record Stocked(
      String code, String unit, double capacity, boolean byHand, double leadDays, double service) {
    boolean pieces() {
      return unit.equals("count");
    }
  }

  private static final String ITEMS =
      """
      select code, unit, capacity, counting = 'hand' as by_hand, lead_days, service_level
      from item where station = $1 order by code""";

  Future<List<Stocked>> items() {
    return tx.preparedQuery(ITEMS)
        .execute(Tuple.of(station))
        .map(
            rows -> {
              List<Stocked> items = new ArrayList<>();
              for (Row row : rows) {
                items.add(
                    new Stocked(
                        row.getString("code"),
                        row.getString("unit"),
                        row.getDouble("capacity"),
                        row.getBoolean("by_hand"),
                        row.getDouble("lead_days"),
                        row.getDouble("service_level")));
              }
              return items;
            });
  }

  /**
   * Of a minute only the last level counts, so that a station that floods costs no more. A time
   * that could not be (flag 64) or stepped back (4) says nothing of the order.
   */
  private static final String LEVELS =
      """
      select distinct on (p.name, date_bin('1 minute', r.at, 'epoch'))
        substr(p.name, 8, length(p.name) - 13) as item, r.at, u.value
      from (select array_agg(code) as codes from point
            where station = $1 and name like 'supply/%/level') c
      join report r on r.station = $1 and r.at >= $2 and r.at < $3 and r.points && c.codes
        and r.flags & 68 = 0
      cross join lateral unnest(r.points, r."values") as u (code, value)
      join point p on p.station = r.station and p.code = u.code
      where u.code = any(c.codes)
      order by p.name, date_bin('1 minute', r.at, 'epoch'), r.at desc, r.received desc, r.seq desc""";

  private static final String COUNTS =
      """
      select item, at, level, null::double precision as amount, false as brought from stock_count
      where station = $1 and at >= $2 and at < $3
      union all
      select item, at, null, amount, true from restock_report
      where station = $1 and at >= $2 and at < $3 and withdrawn is null
      order by item, at, brought desc""";

  /** Computes and stores these days. */
  Future<?> compute(List<Stocked> items, Span span) {
    long to = Math.min(now, start(span.to().plusDays(1L + AROUND)));
    Map<String, Consumption> folds = new HashMap<>();
    for (Stocked item : items) {
      Consumption.Way way =
          item.byHand()
              ? Consumption.Way.counted()
              : Consumption.Way.sensed(item.unit(), item.capacity());
      folds.put(item.code(), new Consumption(way, zone));
    }
    LocalDate counted = span.from().minusDays(2L * COUNTED);
    return tx.preparedQuery(LEVELS)
        .execute(asked(span.from().minusDays(AROUND), to))
        .compose(
            rows -> {
              rows.forEach(row -> sensed(items, folds, row));
              return items.stream().anyMatch(Stocked::byHand)
                  ? tx.preparedQuery(COUNTS)
                      .execute(asked(counted, to))
                      .onSuccess(found -> counted(items, folds, found))
                  : Future.succeededFuture();
            })
        .compose(read -> store(items, folds, span, to));
  }

  private Tuple asked(LocalDate from, long to) {
    return Tuple.of(station, Times.toSql(start(from)), Times.toSql(to));
  }

  private static void sensed(List<Stocked> items, Map<String, Consumption> folds, Row row) {
    String code = row.getString("item");
    if (items.stream().anyMatch(item -> item.code().equals(code) && !item.byHand())) {
      Objects.requireNonNull(folds.get(code))
          .take(new Level(Times.fromSql(row.getOffsetDateTime("at")), row.getDouble("value")));
    }
  }

  private static void counted(
      List<Stocked> items, Map<String, Consumption> folds, RowSet<Row> rows) {
    for (Row row : rows) {
      String code = row.getString("item");
      Consumption fold = folds.get(code);
      if (fold == null || items.stream().noneMatch(i -> i.code().equals(code) && i.byHand())) {
        continue;
      }
      if (row.getBoolean("brought")) {
        fold.bring(row.getDouble("amount"));
      } else {
        fold.take(new Level(Times.fromSql(row.getOffsetDateTime("at")), row.getDouble("level")));
      }
    }
  }

  private static final String STORE =
      """
      insert into consumption_day (station, item, day, used, restocked, known)
      select $1, d.item, d.day, d.used, d.restocked, d.known
      from unnest($2::text[], $3::date[], $4::float8[], $5::float8[], $6::float8[])
        as d (item, day, used, restocked, known)
      on conflict (station, item, day) do update
      set used = excluded.used, restocked = excluded.restocked, known = excluded.known,
        computed = now()
      where (consumption_day.used, consumption_day.restocked, consumption_day.known)
        is distinct from (excluded.used, excluded.restocked, excluded.known)""";

  private Future<?> store(
      List<Stocked> items, Map<String, Consumption> folds, Span span, long until) {
    List<String> codes = new ArrayList<>();
    List<DayUse> days = new ArrayList<>();
    for (Stocked item : items) {
      LocalDate from = item.byHand() ? span.to().minusDays(COUNTED) : span.from();
      for (DayUse day :
          Objects.requireNonNull(folds.get(item.code())).days(from, span.to(), until)) {
        codes.add(item.code());
        days.add(day);
      }
    }
    return tx.preparedQuery(STORE)
        .execute(
            Tuple.of(station)
                .addArrayOfString(codes.toArray(String[]::new))
                .addArrayOfLocalDate(days.stream().map(DayUse::day).toArray(LocalDate[]::new))
                .addArrayOfDouble(days.stream().map(DayUse::used).toArray(Double[]::new))
                .addArrayOfDouble(days.stream().map(DayUse::restocked).toArray(Double[]::new))
                .addArrayOfDouble(days.stream().map(DayUse::known).toArray(Double[]::new)));
  }

  private long start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }
}
