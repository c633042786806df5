package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.Forecasts;
import cn.yizhan.hub.api.Page;
import cn.yizhan.hub.api.Rfc3339;
import cn.yizhan.hub.forecast.Demand;
import cn.yizhan.hub.forecast.Quantile;
import cn.yizhan.hub.watch.StockCover.Stock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads of days and forecasts of items. */
public final class PgForecasts implements Forecasts {
  private static final double NINE_OF_TEN = Quantile.of(0.9);

  private final Pool reader;
  private final PgReads reads;
  private final LongSupplier clock;

  /**
   * @param reader connections with a statement time-out
   * @param clock the hub's clock, epoch milliseconds
   */
  public PgForecasts(Pool reader, LongSupplier clock) {
    this.reader = reader;
    this.reads = new PgReads(reader);
    this.clock = clock;
  }

  private static final String ITEM =
      Scope.sql(
          """
          select s.id from station s join item i on i.station = s.id
          where {scope s.office} and s.code = $2 and i.code = $3""");

  private static final String DAYS =
      """
      select to_char(day, 'YYYY-MM-DD') as day, used, restocked, known, computed,
        day::text as key_day
      from consumption_day
      where station = $1 and item = $2 and ($3::text is null or day < $3::text::date)
      order by day desc
      limit $4""";

  @Override
  public Future<@Nullable Page> days(Actor actor, String station, String item, Cursor cursor) {
    String after = cursor.part(0, 1);
    if (after != null) {
      try {
        LocalDate.parse(after);
      } catch (DateTimeParseException e) {
        throw Cursor.malformed();
      }
    }
    return reader
        .preparedQuery(ITEM)
        .execute(Scope.tuple(actor, station, item))
        .recover(PgFailures::translate)
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.<@Nullable Page>succeededFuture(null)
                    : reads.page(
                        DAYS,
                        PgReads.tail(
                            Tuple.of(rows.iterator().next().getInteger("id"), item), cursor, 1),
                        cursor));
  }

  private static final String FORECAST =
      Scope.sql(
          "select i.code, i.unit, i.capacity, i.minimum, i.reorder_point, i.service_level, "
              + StockLevels.COLUMNS
              + """

              from station s
              join item i on i.station = s.id
              left join item_forecast f on f.station = s.id and f.item = i.code
              """
              + StockLevels.LEVEL
              + "where {scope s.office} and s.code = $2 and i.code = $3");

  @Override
  public Future<@Nullable JsonObject> forecast(Actor actor, String station, String item) {
    return reader
        .preparedQuery(FORECAST)
        .execute(Scope.tuple(actor, station, item))
        .<@Nullable JsonObject>map(
            rows -> rows.size() == 0 ? null : forecast(rows.iterator().next()))
        .recover(PgFailures::translate);
  }

  private JsonObject forecast(Row row) {
    Demand demand = StockLevels.demand(row);
    Stock stock = StockLevels.stock(row);
    Integer days = row.getInteger("days");
    OffsetDateTime computed = row.getOffsetDateTime("computed");
    OffsetDateTime at = row.getOffsetDateTime("at");
    return new JsonObject()
        .put("item", row.getString("code"))
        .put("unit", row.getString("unit"))
        .put("minimum", row.getDouble("minimum"))
        .put("leadDays", row.getDouble("lead_days"))
        .put("reviewDays", row.getDouble("review_days"))
        .put("serviceLevel", row.getDouble("service_level"))
        .put("days", days == null ? 0 : days)
        .put("daily", demand == null ? null : demand.daily())
        .put("sigma", demand == null ? null : demand.sigma())
        .put("computed", computed == null ? null : Rfc3339.format(computed.toInstant()))
        .put("reorderPoint", row.getDouble("reorder_point"))
        .put(
            "level",
            at == null
                ? null
                : new JsonObject()
                    .put("value", row.getDouble("level"))
                    .put("at", Rfc3339.format(at.toInstant()))
                    .put("source", row.getBoolean("counted") ? "count" : "sensor"))
        .put("coverDays", stock == null ? null : cover(stock));
  }

  /** What is used by nobody lasts for ever, which JSON has no number for. */
  private JsonObject cover(Stock stock) {
    return new JsonObject().put("p50", finite(stock, 0)).put("p90", finite(stock, NINE_OF_TEN));
  }

  private @Nullable Double finite(Stock stock, double z) {
    double left = stock.lasts(z, clock.getAsLong());
    return Double.isInfinite(left) ? null : left;
  }
}
