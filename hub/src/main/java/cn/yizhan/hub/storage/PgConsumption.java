package cn.yizhan.hub.storage;

import cn.yizhan.hub.forecast.Demand;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes what was used on each local day, and what follows from it, a few stations at a time:
 * each hour today and yesterday, once a day the last eight days, the first time eight weeks. A
 * station is computed by whichever hub locks its row; the same levels give the same days.
 */
public final class PgConsumption {
  /** Stations at a time. */
  private static final int STATIONS = 5;

  private static final int RECENT = 2;
  private static final int LATE = 8;

  private final Pool pool;
  private final ZoneId zone;
  private final LongSupplier clock;

  /**
   * @param pool connections with a statement time-out
   * @param zone where a day begins at midnight
   * @param clock the hub's clock, epoch milliseconds
   */
  public PgConsumption(Pool pool, ZoneId zone, LongSupplier clock) {
    this.pool = pool;
    this.zone = zone;
    this.clock = clock;
  }

  private static final String ENROL =
      """
      insert into consumption_run (station)
      select s.id from station s
      where s.status in ('live', 'suspended') and s.disabled is null and s.office <> %d
        and exists (select from item i where i.station = s.id)
        and not exists (select from consumption_run r where r.station = s.id)
      order by s.id limit 100
      on conflict do nothing"""
          .formatted(Scope.HIDDEN);

  private static final String DUE =
      """
      select r.station, r.whole from consumption_run r
      join station s on s.id = r.station
      where r.due <= now() and s.status in ('live', 'suspended') and s.disabled is null
      order by r.due, r.station limit 1
      for no key update of r skip locked""";

  private static final String DONE =
      """
      update consumption_run set due = now() + interval '1 hour', whole = $2
      where station = $1""";

  private static final String POSTPONE =
      "update consumption_run set due = now() + interval '1 hour' where station = $1";

  /**
   * Computes some stations that are due; how many. One that fails waits an hour, so that the others
   * get their turn.
   */
  public Future<Integer> review() {
    return pool.query(ENROL).execute().compose(enrolled -> next(0));
  }

  private Future<Integer> next(int done) {
    return done == STATIONS
        ? Future.succeededFuture(done)
        : one().compose(found -> found ? next(done + 1) : Future.succeededFuture(done));
  }

  private Future<Boolean> one() {
    AtomicReference<@Nullable Integer> taken = new AtomicReference<>();
    return pool.withTransaction(
            tx ->
                tx.query(DUE)
                    .execute()
                    .compose(
                        rows -> {
                          if (rows.size() == 0) {
                            return Future.succeededFuture(false);
                          }
                          Row row = rows.iterator().next();
                          taken.set(row.getInteger("station"));
                          return station(tx, row.getInteger("station"), row.getLocalDate("whole"))
                              .map(true);
                        }))
        .recover(
            failure -> {
              Integer station = taken.get();
              return station == null
                  ? Future.failedFuture(failure)
                  : pool.preparedQuery(POSTPONE)
                      .execute(Tuple.of(station))
                      .transform(postponed -> Future.failedFuture(failure));
            });
  }

  private Future<?> station(SqlConnection tx, int station, @Nullable LocalDate whole) {
    long now = clock.getAsLong();
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
    int back = whole == null ? Demand.WEEKS + 1 : whole.isBefore(today) ? LATE : RECENT;
    List<StationDays.Span> spans = new ArrayList<>();
    for (LocalDate from = today.minusDays(back - 1L);
        !from.isAfter(today);
        from = from.plusDays(LATE)) {
      LocalDate to = from.plusDays(LATE - 1L);
      spans.add(new StationDays.Span(from, to.isAfter(today) ? today : to));
    }
    StationDays days = new StationDays(tx, station, zone, now);
    return days.items()
        .compose(
            items -> {
              Future<?> done = Future.succeededFuture();
              for (StationDays.Span span : spans) {
                done = done.compose(before -> days.compute(items, span));
              }
              StationForecasts forecasts = new StationForecasts(tx, station, zone);
              return done.compose(computed -> forecasts.compute(items, today));
            })
        .compose(done -> tx.preparedQuery(DONE).execute(Tuple.of(station, today)));
  }
}
