package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.StationCodes;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Codes in the tables {@code point} and {@code epoch}, rising from 1 per station. */
public final class PgStationCodes implements StationCodes {
  private static final int TRIES = 5;
  private final Pool pool;

  /** Codes over the shared pool. */
  public PgStationCodes(Pool pool) {
    this.pool = pool;
  }

  private static final String INSERT_POINTS =
      """
      insert into point (station, code, name, unit, kind, words)
      select n.station,
             coalesce((select max(code) from point p where p.station = n.station), 0)
               + row_number() over (partition by n.station order by n.place),
             n.name, n.unit, n.kind, coalesce(string_to_array(nullif(n.words, ''), ' '), '{}')
      from (select distinct on (station, name) *
            from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[])
              with ordinality as u (station, name, unit, kind, words, place)
            order by station, name) n
      where not exists (select from point p where p.station = n.station and p.name = n.name)
      on conflict do nothing""";

  private static final String SELECT_POINTS =
      """
      select p.station, p.name, p.code from point p
      join unnest($1::int[], $2::text[]) as n (station, name)
        on n.station = p.station and n.name = p.name""";

  @Override
  public Future<Map<Integer, Map<String, Short>>> points(List<NewPoint> points) {
    return points(points, 1);
  }

  private Future<Map<Integer, Map<String, Short>>> points(List<NewPoint> points, int attempt) {
    Integer[] stations = points.stream().map(NewPoint::station).toArray(Integer[]::new);
    String[] names = points.stream().map(NewPoint::name).toArray(String[]::new);
    Tuple fresh =
        Tuple.tuple()
            .addArrayOfInteger(stations)
            .addArrayOfString(names)
            .addArrayOfString(
                points.stream().map(point -> point.values().unit()).toArray(String[]::new))
            .addArrayOfString(
                points.stream()
                    .map(point -> point.values().kind().name().toLowerCase(Locale.ROOT))
                    .toArray(String[]::new))
            .addArrayOfString(
                points.stream()
                    .map(point -> String.join(" ", point.values().words()))
                    .toArray(String[]::new));
    Tuple named = Tuple.tuple().addArrayOfInteger(stations).addArrayOfString(names);
    return pool.preparedQuery(INSERT_POINTS)
        .execute(fresh)
        .compose(done -> pool.preparedQuery(SELECT_POINTS).execute(named))
        .compose(
            rows -> {
              Map<Integer, Map<String, Short>> codes = new HashMap<>();
              for (Row row : rows) {
                codes
                    .computeIfAbsent(row.getInteger(0), station -> new HashMap<>())
                    .put(row.getString(1), row.getShort(2));
              }
              boolean all =
                  points.stream()
                      .allMatch(
                          point ->
                              codes
                                  .getOrDefault(point.station(), Map.of())
                                  .containsKey(point.name()));
              return all
                  ? Future.succeededFuture(codes)
                  : again(attempt, () -> points(points, attempt + 1));
            });
  }

  private static final String INSERT_EPOCHS =
      """
      insert into epoch (station, code, name)
      select n.station,
             coalesce((select max(code) from epoch e where e.station = n.station), 0)
               + row_number() over (partition by n.station order by n.place),
             n.name
      from (select distinct on (station, name) *
            from unnest($1::int[], $2::text[]) with ordinality as u (station, name, place)
            order by station, name) n
      where not exists (select from epoch e where e.station = n.station and e.name = n.name)
      on conflict do nothing""";

  private static final String SELECT_EPOCHS =
      """
      select e.station, e.name, e.code from epoch e
      join unnest($1::int[], $2::text[]) as n (station, name)
        on n.station = e.station and n.name = e.name""";

  @Override
  public Future<Map<Integer, Map<String, Integer>>> epochs(List<NewEpoch> epochs) {
    return epochs(epochs, 1);
  }

  private Future<Map<Integer, Map<String, Integer>>> epochs(List<NewEpoch> epochs, int attempt) {
    Tuple named =
        Tuple.tuple()
            .addArrayOfInteger(epochs.stream().map(NewEpoch::station).toArray(Integer[]::new))
            .addArrayOfString(epochs.stream().map(NewEpoch::name).toArray(String[]::new));
    return pool.preparedQuery(INSERT_EPOCHS)
        .execute(named)
        .compose(done -> pool.preparedQuery(SELECT_EPOCHS).execute(named))
        .compose(
            rows -> {
              Map<Integer, Map<String, Integer>> codes = new HashMap<>();
              for (Row row : rows) {
                codes
                    .computeIfAbsent(row.getInteger(0), station -> new HashMap<>())
                    .put(row.getString(1), row.getInteger(2));
              }
              boolean all =
                  epochs.stream()
                      .allMatch(
                          epoch ->
                              codes
                                  .getOrDefault(epoch.station(), Map.of())
                                  .containsKey(epoch.name()));
              return all
                  ? Future.succeededFuture(codes)
                  : again(attempt, () -> epochs(epochs, attempt + 1));
            });
  }

  // another hub gave the same code to another name at the same time
  private static <T> Future<T> again(int attempt, java.util.function.Supplier<Future<T>> next) {
    return attempt < TRIES
        ? next.get()
        : Future.failedFuture(new IllegalStateException("codes are contended"));
  }
}
