package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.alerts.AlertSheet;
import cn.yizhan.hub.console.AlertSheets;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sheets out of the tables of alerts and stations. */
public final class PgAlertSheets implements AlertSheets {
  private final Pool pool;
  private final ZoneId zone;

  /**
   * @param pool connections
   * @param zone the zone of times in texts
   */
  public PgAlertSheets(Pool pool, ZoneId zone) {
    this.pool = pool;
    this.zone = zone;
  }

  private static final String SHEET =
      Scope.sql(
          """
          select a.*, s.code, s.name, s.kind, s.address, s.phone, s.community, s.grid,
            s.lat, s.lon, s.crs, o.code as office_code, o.name as office_name, o.region_code
          from alert a
          left join station s on s.id = a.station
          join office o on o.id = a.office
          where {scope a.office} and a.id = $2""");

  @Override
  public Future<@Nullable AlertSheet> sheet(Actor actor, UUID id) {
    return pool.preparedQuery(SHEET).execute(Scope.tuple(actor, id)).map(this::sheet);
  }

  private @Nullable AlertSheet sheet(RowSet<Row> rows) {
    for (Row row : rows) {
      return AlertSheet.of(AlertRows.alert(row), AlertRows.place(row), zone);
    }
    return null;
  }
}
