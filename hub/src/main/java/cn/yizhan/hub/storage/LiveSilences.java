package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.noise.Matcher;
import cn.yizhan.hub.noise.Window;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Silences that hold now, by the database's clock; windows only while they are open. */
final class LiveSilences {
  private LiveSilences() {}

  private static final String LIVE =
      """
      select 'silence/' || s.id as name, s.rule, s.severity, s.subject, s.days, s.day_from,
        s.day_until, now() as now
      from silence s
      where s.expired is null and s.starts <= now() and s.ends > now()""";

  /** $1 office, $2 station. */
  private static final String THERE =
      LIVE
          + """
           and (s.office is null or s.office = $1) and (s.station is null or s.station = $2)
          order by s.ends desc, s.id""";

  /** The name of one that covers the alert, or null. */
  static Future<@Nullable String> of(SqlConnection tx, Alert alert, Row place, ZoneId zone) {
    return tx.preparedQuery(THERE)
        .execute(Tuple.of(place.getInteger("office"), place.getInteger("id")))
        .map(rows -> first(rows, alert, zone));
  }

  private static @Nullable String first(RowSet<Row> rows, Alert alert, ZoneId zone) {
    for (Row row : rows) {
      String severity = row.getString("severity");
      Matcher matcher =
          new Matcher(
              row.getString("rule"),
              severity == null ? null : Severity.of(severity),
              row.getString("subject"));
      if (open(row, zone)
          && matcher.matches(
              alert.matter().rule(), alert.state().severity(), alert.matter().subject())) {
        return row.getString("name");
      }
    }
    return null;
  }

  /** The names of all that hold. */
  static Future<List<String>> all(SqlConnection tx, ZoneId zone) {
    return tx.query(LIVE)
        .execute()
        .map(
            rows -> {
              List<String> names = new ArrayList<>();
              for (Row row : rows) {
                if (open(row, zone)) {
                  names.add(row.getString("name"));
                }
              }
              return names;
            });
  }

  private static boolean open(Row row, ZoneId zone) {
    Short[] days = row.getArrayOfShorts("days");
    return days == null
        || new Window(
                Arrays.stream(days).map(day -> DayOfWeek.of(day)).collect(Collectors.toSet()),
                row.getLocalTime("day_from"),
                row.getLocalTime("day_until"))
            .open(Times.fromSql(row.getOffsetDateTime("now")), zone);
  }
}
