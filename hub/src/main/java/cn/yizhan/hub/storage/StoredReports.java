package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.Batch.Flag;
import cn.yizhan.hub.ingest.MessageKey;
import cn.yizhan.hub.rules.Arrival;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages as they were judged, made again from the report log. */
final class StoredReports {
  private final Pool pool;

  StoredReports(Pool pool) {
    this.pool = pool;
  }

  // A batch with a reading older than an hour saves the twin with it, so what follows a saved twin
  // lies within that hour before it.
  private static final String ROWS_SINCE_SAVED =
      """
      select r.station, r.lane, coalesce(e.name, ''), r.seq, r.received, r.flags, r.at,
             array(select p.name from unnest(r.points) with ordinality as u (code, place)
                   join point p on p.station = r.station and p.code = u.code order by place),
             r."values"
      from unnest($1::int[]) as s (id)
      left join twin t on t.station = s.id
      join report r on r.station = s.id
        and r.at >= coalesce(t.saved - interval '65 minutes', now() - interval '31 days')
        and r.received >= coalesce(t.saved - interval '1 minute', '-infinity')
      left join epoch e on e.station = r.station and e.code = r.epoch
      order by r.received, r.seq, r.at""";

  private static final String EVENTS_SINCE_SAVED =
      """
      select v.station, v.lane, coalesce(e.name, ''), v.seq, v.id, v.at, v.type, v.subject, v.rule,
             v.data
      from unnest($1::int[]) as s (id)
      left join twin t on t.station = s.id
      join station_event v on v.station = s.id
        and v.received >= coalesce(t.saved - interval '1 minute', '-infinity')
      left join epoch e on e.station = v.station and e.code = v.epoch
      order by v.received, v.seq, v.at""";

  private static final String ROWS_OF_ALL =
      """
      select r.station, r.lane, coalesce(e.name, ''), r.seq, r.received, r.flags, r.at,
             array(select p.name from unnest(r.points) with ordinality as u (code, place)
                   join point p on p.station = r.station and p.code = u.code order by place),
             r."values"
      from report r
      left join epoch e on e.station = r.station and e.code = r.epoch
      where r.station = any($1::int[]) and r.at >= now() - interval '31 days'
      order by r.received, r.seq, r.at""";

  private static final String EVENTS_OF_ALL =
      """
      select v.station, v.lane, coalesce(e.name, ''), v.seq, v.id, v.at, v.type, v.subject, v.rule,
             v.data
      from station_event v
      left join epoch e on e.station = v.station and e.code = v.epoch
      where v.station = any($1::int[]) and v.received >= now() - interval '31 days'
      order by v.received, v.seq, v.at""";

  /** What came after the twin was saved, perhaps with some from before; everything without one. */
  Future<Map<Integer, List<Arrival>>> sinceSaved(Collection<Integer> stations) {
    return read(ROWS_SINCE_SAVED, EVENTS_SINCE_SAVED, stations);
  }

  /** Everything that is within the time readings are accepted for. */
  Future<List<Arrival>> history(int station) {
    return read(ROWS_OF_ALL, EVENTS_OF_ALL, List.of(station))
        .map(found -> found.getOrDefault(station, List.of()));
  }

  private record Identity(int station, int lane, String epoch, long seq) {}

  private Future<Map<Integer, List<Arrival>>> read(
      String rows, String events, Collection<Integer> stations) {
    Tuple ids = Tuple.tuple().addArrayOfInteger(stations.toArray(Integer[]::new));
    Future<RowSet<Row>> found = pool.preparedQuery(rows).execute(ids);
    Future<RowSet<Row>> happened = pool.preparedQuery(events).execute(ids);
    return Future.all(found, happened)
        .map(both -> arrivals(found.result(), happened(happened.result())));
  }

  private static Map<Identity, List<StationEvent>> happened(RowSet<Row> rows) {
    Map<Identity, List<StationEvent>> events = new HashMap<>();
    for (Row row : rows) {
      JsonObject data = row.getJsonObject(9);
      Map<String, Object> facts = new LinkedHashMap<>();
      data.forEach(
          entry ->
              facts.put(
                  entry.getKey(),
                  entry.getValue() instanceof Number number
                      ? (Object) number.doubleValue()
                      : entry.getValue()));
      events
          .computeIfAbsent(identity(row), id -> new ArrayList<>())
          .add(
              new StationEvent(
                  row.getString(4),
                  row.getString(6),
                  Times.fromSql(row.getOffsetDateTime(5)),
                  row.getString(7),
                  row.getString(8),
                  facts));
    }
    return events;
  }

  private static Map<Integer, List<Arrival>> arrivals(
      RowSet<Row> rows, Map<Identity, List<StationEvent>> events) {
    Map<Identity, Arrival> arrivals = new LinkedHashMap<>();
    for (Row row : rows) {
      Identity identity = identity(row);
      Arrival known = arrivals.get(identity);
      List<Reading> readings = known == null ? new ArrayList<>() : known.readings();
      addReadings(readings, row);
      boolean late = (row.getInteger(5) & Flag.LATE) != 0 || (known != null && known.late());
      Lane lane = Lane.ofCode(identity.lane());
      boolean bare = identity.epoch().isEmpty();
      arrivals.put(
          identity,
          new Arrival(
              lane,
              identity.epoch(),
              bare ? 0 : identity.seq(),
              Times.fromSql(row.getOffsetDateTime(4)),
              late,
              readings,
              events.getOrDefault(identity, List.of()),
              MessageKey.of(lane, identity.epoch(), identity.seq())));
    }
    Map<Integer, List<Arrival>> stations = new HashMap<>();
    arrivals.forEach(
        (identity, arrival) ->
            stations.computeIfAbsent(identity.station(), id -> new ArrayList<>()).add(arrival));
    return stations;
  }

  private static void addReadings(List<Reading> readings, Row row) {
    long at = Times.fromSql(row.getOffsetDateTime(6));
    String[] points = row.getArrayOfStrings(7);
    Double[] values = row.getArrayOfDoubles(8);
    for (int i = 0; i < points.length; i++) {
      readings.add(new Reading(points[i], at, values[i]));
    }
  }

  private static Identity identity(Row row) {
    return new Identity(row.getInteger(0), row.getInteger(1), row.getString(2), row.getLong(3));
  }
}
