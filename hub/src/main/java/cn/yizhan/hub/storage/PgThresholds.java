package cn.yizhan.hub.storage;

import cn.yizhan.hub.rules.ThresholdCourse;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Thresholds that differ from the rule catalogue's, as the table of overrides has them. Of several
 * for one threshold the narrowest holds (station, then office, then all), and of equally narrow
 * ones the latest.
 */
final class PgThresholds {
  private PgThresholds() {}

  private static final String AT_STATIONS =
      """
      select s.id, o.rule, o.params
      from station s
      join rule_override o
        on o.station = s.id or o.station is null and (o.office is null or o.office = s.office)
      where s.id = any($1) and o.withdrawn is null and o.valid_from <= now()
      order by s.id, o.station is not null, o.office is not null, o.valid_from, o.id""";

  /**
   * The overrides in force at these stations; stations without any are left out.
   *
   * @param client the connection to ask, that of a transaction perhaps
   * @param stations database ids
   */
  static Future<Map<Integer, Thresholds>> atStations(
      SqlClient client, Collection<Integer> stations) {
    return inForce(client, AT_STATIONS, stations);
  }

  private static final String AT_OFFICES =
      """
      select f.id, o.rule, o.params
      from office f
      join rule_override o on o.station is null and (o.office is null or o.office = f.id)
      where f.id = any($1) and o.withdrawn is null and o.valid_from <= now()
      order by f.id, o.office is not null, o.valid_from, o.id""";

  /**
   * The overrides in force for these offices as a whole; offices without any are left out.
   *
   * @param client the connection to ask, that of a transaction perhaps
   * @param offices database ids
   */
  static Future<Map<Integer, Thresholds>> atOffices(SqlClient client, Collection<Integer> offices) {
    return inForce(client, AT_OFFICES, offices);
  }

  private static Future<Map<Integer, Thresholds>> inForce(
      SqlClient client, String sql, Collection<Integer> places) {
    return read(client, sql, places)
        .map(
            rows -> {
              Map<Integer, Map<String, Map<String, Double>>> values = new HashMap<>();
              for (Row row : rows) {
                values
                    .computeIfAbsent(row.getInteger("id"), id -> new HashMap<>())
                    .computeIfAbsent(row.getString("rule"), id -> new HashMap<>())
                    .putAll(numbers(row.getJsonObject("params")));
              }
              Map<Integer, Thresholds> thresholds = new HashMap<>();
              values.forEach((id, rules) -> thresholds.put(id, new Thresholds(rules)));
              return thresholds;
            });
  }

  /** As far back as readings may be late: the last thirty days. */
  private static final String COURSES =
      """
      select s.id, o.rule, o.params, o.valid_from, o.withdrawn
      from station s
      join rule_override o
        on o.station = s.id or o.station is null and (o.office is null or o.office = s.office)
      where s.id = any($1)
        and (o.withdrawn is null
          or o.withdrawn > greatest(o.valid_from, now() - interval '31 days'))
      order by s.id, o.station is not null, o.office is not null, o.valid_from, o.id""";

  /**
   * The overrides at these stations by the time from which they count, those that are planned among
   * them; stations without any are left out.
   *
   * @param client the connection to ask
   * @param stations database ids
   */
  static Future<Map<Integer, NavigableMap<Long, Thresholds>>> courses(
      SqlClient client, Collection<Integer> stations) {
    return read(client, COURSES, stations)
        .map(
            rows -> {
              Map<Integer, List<ThresholdCourse.Standing>> all = new HashMap<>();
              for (Row row : rows) {
                OffsetDateTime withdrawn = row.getOffsetDateTime("withdrawn");
                all.computeIfAbsent(row.getInteger("id"), id -> new ArrayList<>())
                    .add(
                        new ThresholdCourse.Standing(
                            row.getString("rule"),
                            numbers(row.getJsonObject("params")),
                            Times.fromSql(row.getOffsetDateTime("valid_from")),
                            withdrawn == null ? Long.MAX_VALUE : Times.fromSql(withdrawn)));
              }
              Map<Integer, NavigableMap<Long, Thresholds>> courses = new HashMap<>();
              all.forEach((id, standing) -> courses.put(id, ThresholdCourse.of(standing)));
              return courses;
            });
  }

  private static Future<RowSet<Row>> read(
      SqlClient client, String sql, Collection<Integer> places) {
    return client.preparedQuery(sql).execute(Tuple.of(places.toArray(Integer[]::new)));
  }

  /** Values by the names of thresholds. */
  static Map<String, Double> numbers(JsonObject params) {
    Map<String, Double> numbers = new HashMap<>();
    for (String name : params.fieldNames()) {
      numbers.put(name, params.getDouble(name));
    }
    return numbers;
  }
}
