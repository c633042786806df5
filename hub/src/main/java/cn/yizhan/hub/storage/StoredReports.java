package cn.yizhan.hub.storage;

import static java.util.Comparator.comparingLong;

import cn.yizhan.hub.ingest.Batch.Flag;
import cn.yizhan.hub.ingest.MessageKey;
import cn.yizhan.hub.rules.Arrival;
import cn.yizhan.hub.rules.Missing;
import cn.yizhan.hub.rules.Occurrence;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What was learnt of stations, as it was judged, made again from what is stored. */
final class StoredReports {
  private final Pool pool;

  StoredReports(Pool pool) {
    this.pool = pool;
  }

  private static final String ROWS =
      """
      select r.station, r.lane, coalesce(e.name, ''), r.seq, r.received, r.flags, r.at,
             array(select p.name from unnest(r.points) with ordinality as u (code, place)
                   join point p on p.station = r.station and p.code = u.code order by place),
             r."values"
      from unnest($1::int[]) as s (id)
      %s
      left join epoch e on e.station = r.station and e.code = r.epoch
      order by r.received, r.seq, r.at""";

  private static final String EVENTS =
      """
      select v.station, v.lane, coalesce(e.name, ''), v.seq, v.id, v.at, v.type, v.subject, v.rule,
             v.data
      from unnest($1::int[]) as s (id)
      %s
      left join epoch e on e.station = v.station and e.code = v.epoch
      order by v.received, v.seq, v.at""";

  private static final String GAPS =
      """
      select g.station, g.lane, coalesce(e.name, ''), g.from_seq, g.to_seq, g.recorded
      from unnest($1::int[]) as s (id)
      %s
      left join epoch e on e.station = g.station and e.code = g.epoch
      order by g.recorded, g.id""";

  private record Texts(String rows, String events, String gaps) {}

  // A batch with a reading older than an hour saves the twin with it, so the readings of what
  // follows a saved twin lie within that hour before it. A minute is left for clocks of hubs.
  private static final Texts SINCE_SAVED =
      new Texts(
          ROWS.formatted(
              """
              join twin t on t.station = s.id
              join report r on r.station = s.id and r.at >= t.received - interval '65 minutes'
                and r.received >= t.received - interval '1 minute'"""),
          EVENTS.formatted(
              """
              join twin t on t.station = s.id
              join station_event v on v.station = s.id
                and v.received >= t.received - interval '1 minute'"""),
          GAPS.formatted(
              """
              join twin t on t.station = s.id
              join gap g on g.station = s.id and g.recorded >= t.received - interval '1 minute'"""));

  /** What followed the saved twins, perhaps with some from before; nothing where there is none. */
  Future<Map<Integer, List<Occurrence>>> sinceSaved(Collection<Integer> stations) {
    return read(SINCE_SAVED, stations);
  }

  private static final long ACCEPTED = Duration.ofDays(31).toMillis();

  private static final String GAPS_SINCE =
      """
      select g.station, g.lane, coalesce(e.name, ''), g.from_seq, g.to_seq, g.recorded
      from gap g
      left join epoch e on e.station = g.station and e.code = g.epoch
      where g.station = $1 and g.recorded >= $2
      order by g.recorded, g.id""";

  /**
   * Reads everything that is within the time readings are accepted for, page by page.
   *
   * @param now the hub's clock
   * @param each takes it in the order of receipt; a gap comes before the message that showed it
   */
  Future<Void> history(int station, long now, Consumer<Occurrence> each) {
    long since = now - ACCEPTED;
    return pool.preparedQuery(GAPS_SINCE)
        .execute(Tuple.of(station, Times.toSql(since)))
        .map(StoredReports::gaps)
        .compose(
            gaps ->
                pool.withConnection(
                        connection ->
                            ReportPages.of(connection, station)
                                .compose(
                                    pages ->
                                        pages.read(
                                            ReportPages.Stretch.since(since),
                                            arrival -> {
                                              passOn(gaps, arrival.received(), each);
                                              each.accept(arrival);
                                            },
                                            Future::succeededFuture)))
                    .onSuccess(read -> passOn(gaps, Long.MAX_VALUE, each)));
  }

  private static Deque<Missing> gaps(RowSet<Row> rows) {
    Deque<Missing> gaps = new ArrayDeque<>();
    rows.forEach(row -> gaps.add(missing(row)));
    return gaps;
  }

  private static void passOn(Deque<Missing> gaps, long until, Consumer<Occurrence> each) {
    for (Missing next = gaps.peek(); next != null && next.received() <= until; next = gaps.peek()) {
      each.accept(gaps.remove());
    }
  }

  private record Identity(int station, int lane, String epoch, long seq) {}

  private Future<Map<Integer, List<Occurrence>>> read(Texts texts, Collection<Integer> stations) {
    Tuple ids = Tuple.tuple().addArrayOfInteger(stations.toArray(Integer[]::new));
    Future<RowSet<Row>> rows = pool.preparedQuery(texts.rows()).execute(ids);
    Future<RowSet<Row>> events = pool.preparedQuery(texts.events()).execute(ids);
    Future<RowSet<Row>> gaps = pool.preparedQuery(texts.gaps()).execute(ids);
    return Future.all(rows, events, gaps)
        .map(
            all -> {
              Map<Integer, List<Occurrence>> found = new HashMap<>();
              addGaps(found, gaps.result());
              addArrivals(found, rows.result(), happened(events.result()));
              // a gap stays before the message that showed it
              found.values().forEach(each -> each.sort(comparingLong(Occurrence::received)));
              return found;
            });
  }

  private static void addGaps(Map<Integer, List<Occurrence>> found, RowSet<Row> rows) {
    for (Row row : rows) {
      found.computeIfAbsent(row.getInteger(0), id -> new ArrayList<>()).add(missing(row));
    }
  }

  /** A gap: its columns from the second on are lane, epoch, bounds, when it was recorded. */
  static Missing missing(Row row) {
    return new Missing(
        Lane.ofCode(row.getInteger(1)),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        Times.fromSql(row.getOffsetDateTime(5)));
  }

  private static Map<Identity, List<StationEvent>> happened(RowSet<Row> rows) {
    Map<Identity, List<StationEvent>> events = new HashMap<>();
    for (Row row : rows) {
      events
          .computeIfAbsent(identity(row), id -> new ArrayList<>())
          .add(
              new StationEvent(
                  row.getString(4),
                  row.getString(6),
                  Times.fromSql(row.getOffsetDateTime(5)),
                  row.getString(7),
                  row.getString(8),
                  facts(row.getJsonObject(9))));
    }
    return events;
  }

  /** Events of one message, as the database puts them together. */
  static List<StationEvent> happened(JsonArray rows) {
    List<StationEvent> events = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.getJsonObject(i);
      events.add(
          new StationEvent(
              row.getString("id"),
              row.getString("type"),
              row.getLong("at"),
              row.getString("subject"),
              row.getString("rule"),
              facts(row.getJsonObject("data"))));
    }
    return events;
  }

  private static Map<String, Object> facts(JsonObject data) {
    Map<String, Object> facts = new LinkedHashMap<>();
    data.forEach(
        entry ->
            facts.put(
                entry.getKey(),
                entry.getValue() instanceof Number number
                    ? (Object) number.doubleValue()
                    : entry.getValue()));
    return facts;
  }

  private static void addArrivals(
      Map<Integer, List<Occurrence>> found,
      RowSet<Row> rows,
      Map<Identity, List<StationEvent>> events) {
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
    arrivals.forEach(
        (identity, arrival) ->
            found.computeIfAbsent(identity.station(), id -> new ArrayList<>()).add(arrival));
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
