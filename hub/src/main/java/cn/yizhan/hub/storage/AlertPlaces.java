package cn.yizhan.hub.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Where alerts are: rows with the database ids {@code id} (the station, null for an alert about an
 * office) and {@code office}, and what {@link AlertRows#place} reads.
 */
final class AlertPlaces {
  private AlertPlaces() {}

  /** Columns of a place, for a query with a station s, perhaps missing, and its office o. */
  static final String COLUMNS =
      """
      s.code, s.name, s.kind, s.address, s.phone, s.community, s.grid, s.lat, s.lon, s.crs,
      o.code as office_code, o.name as office_name, o.region_code""";

  private static final String STATIONS =
      "select s.id, s.office, "
          + COLUMNS
          + " from station s join office o on o.id = s.office where s.id = any($1)";

  private static final String OFFICES =
      "select s.id, o.id as office, "
          + COLUMNS
          + " from office o left join station s on false where o.id = any($1)";

  /** Stations by database id. */
  static Future<Map<Integer, Row>> stations(SqlConnection tx, Collection<Integer> ids) {
    return places(tx, STATIONS, ids, "id");
  }

  /** Offices by database id. */
  static Future<Map<Integer, Row>> offices(SqlConnection tx, Collection<Integer> ids) {
    return places(tx, OFFICES, ids, "office");
  }

  /** The place of an alert: a row with its columns station and office. */
  static Future<Row> of(SqlConnection tx, Row alert) {
    Integer station = alert.getInteger("station");
    Integer office = alert.getInteger("office");
    return station == null
        ? tx.preparedQuery(OFFICES)
            .execute(Tuple.of(new Integer[] {office}))
            .map(rows -> rows.iterator().next())
        : tx.preparedQuery(STATIONS)
            .execute(Tuple.of(new Integer[] {station}))
            .map(rows -> rows.iterator().next());
  }

  private static Future<Map<Integer, Row>> places(
      SqlConnection tx, String query, Collection<Integer> ids, String key) {
    return tx.preparedQuery(query)
        .execute(Tuple.of(ids.stream().distinct().toArray(Integer[]::new)))
        .map(
            rows -> {
              Map<Integer, Row> places = new HashMap<>();
              rows.forEach(row -> places.put(row.getInteger(key), row));
              return places;
            });
  }
}
