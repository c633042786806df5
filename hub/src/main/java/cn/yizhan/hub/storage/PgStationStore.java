package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.Batch.SavedTwin;
import cn.yizhan.hub.ingest.Batch.Stand;
import cn.yizhan.hub.ingest.StationStore;
import cn.yizhan.hub.rules.Occurrence;
import cn.yizhan.hub.rules.OpenCondition;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Stations in PostgreSQL; every question is asked for many stations at once. */
public final class PgStationStore implements StationStore {
  /**
   * Thresholds of some stations by the time from which they count, those that are planned among
   * them; stations without overrides may be left out.
   */
  @FunctionalInterface
  public interface ThresholdSource {
    /** Reads them. */
    Future<Map<Integer, NavigableMap<Long, Thresholds>>> of(Collection<Integer> stations);
  }

  private final Pool pool;
  private final int hub;
  private final Registered registered;
  private final StoredReports reports;

  /**
   * A store over the shared pool.
   *
   * @param hub id of this hub in the fence
   */
  public PgStationStore(Pool pool, int hub, ThresholdSource thresholds) {
    this.pool = pool;
    this.hub = hub;
    this.registered = new Registered(pool, thresholds);
    this.reports = new StoredReports(pool);
  }

  private static final String CREDENTIALS =
      """
      select s.id, s.code, s.disabled is not null, k.pepper, k.hmac
      from station s left join station_secret k on k.station = s.id
      where s.code = any($1::text[])""";

  @Override
  public Future<List<Credential>> credentials(Collection<String> codes) {
    return pool.preparedQuery(CREDENTIALS)
        .execute(Tuple.tuple().addArrayOfString(codes.toArray(String[]::new)))
        .map(
            rows -> {
              Map<Integer, Credential> found = new LinkedHashMap<>();
              for (Row row : rows) {
                Credential credential =
                    found.computeIfAbsent(
                        row.getInteger(0),
                        id ->
                            new Credential(
                                id,
                                new StationCode(row.getString(1)),
                                row.getBoolean(2),
                                new ArrayList<>()));
                Buffer hmac = row.getBuffer(4);
                if (hmac != null) {
                  credential.secrets().add(new Keyed(row.getInteger(3), hmac.getBytes()));
                }
              }
              return List.copyOf(found.values());
            });
  }

  private static final String TAKE_OVER =
      """
      insert into lane as l (station, lane, hub, generation)
      select s.id, n.lane, $2::int, 1
      from station s cross join (values (0::smallint), (1::smallint)) as n (lane)
      where s.id = any($1::int[])
      order by s.id, n.lane
      on conflict (station, lane) do update
      set hub = excluded.hub, generation = l.generation + 1
      returning station, lane, generation, epoch, seq""";

  private record Taken(long generation, Map<Lane, Stand> lanes) {}

  @Override
  public Future<Map<Integer, Opened>> takeOver(Collection<Integer> stations) {
    return pool.preparedQuery(TAKE_OVER)
        .execute(ids(stations).addInteger(hub))
        .compose(rows -> open(taken(rows)));
  }

  private static final String HELD =
      """
      select station, lane, generation, epoch, seq from lane
      where station = any($1::int[]) and hub = $2::int and generation = $3::bigint""";

  @Override
  public Future<Optional<Opened>> reopen(int station, long generation) {
    return pool.preparedQuery(HELD)
        .execute(ids(List.of(station)).addInteger(hub).addLong(generation))
        .compose(rows -> open(taken(rows)))
        .map(opened -> Optional.ofNullable(opened.get(station)));
  }

  private static Map<Integer, Taken> taken(RowSet<Row> rows) {
    Map<Integer, Taken> taken = new HashMap<>();
    for (Row row : rows) {
      taken
          .computeIfAbsent(
              row.getInteger(0), id -> new Taken(row.getLong(2), new EnumMap<>(Lane.class)))
          .lanes()
          .put(Lane.ofCode(row.getInteger(1)), new Stand(row.getInteger(3), row.getLong(4)));
    }
    return taken;
  }

  private Future<Map<Integer, Opened>> open(Map<Integer, Taken> taken) {
    Collection<Integer> stations = taken.keySet();
    Future<Map<Integer, Registration>> registered = registrations(stations);
    Future<Map<Integer, Codes>> codes = codes(stations);
    Future<Map<Integer, SavedTwin>> twins = twins(stations);
    Future<Map<Integer, List<Occurrence>>> tails = reports.sinceSaved(stations);
    Future<Map<Integer, Integer>> refused = refusedToday(stations);
    return Future.all(registered, codes, twins, tails, refused)
        .map(
            all -> {
              Map<Integer, Opened> opened = new HashMap<>();
              registered
                  .result()
                  .forEach(
                      (station, registration) -> {
                        Taken own = Objects.requireNonNull(taken.get(station));
                        opened.put(
                            station,
                            new Opened(
                                own.generation(),
                                own.lanes(),
                                registration,
                                codes
                                    .result()
                                    .getOrDefault(
                                        station, new Codes(new HashMap<>(), new HashMap<>())),
                                twins.result().get(station),
                                tails.result().getOrDefault(station, List.of()),
                                refused.result().getOrDefault(station, 0)));
                      });
              return opened;
            });
  }

  private static final String OPEN =
      """
      select rule, subject, severity, event_time, edge_action from alert
      where station = $1 and condition = 'active' and work <> 'closed' and not retrospective""";

  @Override
  public Future<List<OpenCondition>> history(int station, long now, Consumer<Occurrence> each) {
    return reports
        .history(station, now, each)
        .compose(read -> pool.preparedQuery(OPEN).execute(Tuple.of(station)))
        .map(PgStationStore::open);
  }

  private static List<OpenCondition> open(RowSet<Row> rows) {
    List<OpenCondition> open = new ArrayList<>();
    for (Row row : rows) {
      open.add(
          new OpenCondition(
              row.getString(0),
              row.getString(1),
              Severity.of(row.getString(2)),
              Times.fromSql(row.getOffsetDateTime(3)),
              AlertRows.action(row.getJsonObject(4))));
    }
    return open;
  }

  @Override
  public Future<Map<Integer, Registration>> registrations(Collection<Integer> stations) {
    return registered.of(stations);
  }

  private static final String STANDINGS =
      """
      select id, disabled is not null, config_version, stock_version from station where id = any($1::int[])""";

  @Override
  public Future<List<Standing>> standings(Collection<Integer> stations) {
    return read(STANDINGS, stations)
        .map(
            rows -> {
              List<Standing> found = new ArrayList<>();
              for (Row row : rows) {
                found.add(
                    new Standing(
                        row.getInteger(0), row.getBoolean(1), row.getLong(2), row.getLong(3)));
              }
              return found;
            });
  }

  private static final String EPOCHS =
      "select station, name, code from epoch where station = any($1::int[])";
  private static final String POINTS =
      "select station, name, code from point where station = any($1::int[])";

  private Future<Map<Integer, Codes>> codes(Collection<Integer> stations) {
    Future<RowSet<Row>> epochs = read(EPOCHS, stations);
    Future<RowSet<Row>> points = read(POINTS, stations);
    return Future.all(epochs, points)
        .map(
            all -> {
              Map<Integer, Codes> found = new HashMap<>();
              for (Row row : epochs.result()) {
                codesOf(found, row).epochs().put(row.getString(1), row.getInteger(2));
              }
              for (Row row : points.result()) {
                codesOf(found, row).points().put(row.getString(1), row.getShort(2));
              }
              return found;
            });
  }

  private static Codes codesOf(Map<Integer, Codes> found, Row row) {
    return found.computeIfAbsent(
        row.getInteger(0), id -> new Codes(new HashMap<>(), new HashMap<>()));
  }

  private static final String TWINS =
      "select station, state, received from twin where station = any($1::int[])";

  private Future<Map<Integer, SavedTwin>> twins(Collection<Integer> stations) {
    return read(TWINS, stations)
        .map(
            rows -> {
              Map<Integer, SavedTwin> found = new HashMap<>();
              for (Row row : rows) {
                found.put(
                    row.getInteger(0),
                    new SavedTwin(
                        row.getBuffer(1).getBytes(), Times.fromSql(row.getOffsetDateTime(2))));
              }
              return found;
            });
  }

  private static final String REFUSED_TODAY =
      """
      select station, count(*)::int from rejection
      where station = any($1::int[]) and received >= date_trunc('day', now(), 'UTC')
      group by station""";

  private Future<Map<Integer, Integer>> refusedToday(Collection<Integer> stations) {
    return read(REFUSED_TODAY, stations)
        .map(
            rows -> {
              Map<Integer, Integer> found = new HashMap<>();
              rows.forEach(row -> found.put(row.getInteger(0), row.getInteger(1)));
              return found;
            });
  }

  private Future<RowSet<Row>> read(String sql, Collection<Integer> stations) {
    return pool.preparedQuery(sql).execute(ids(stations));
  }

  private static Tuple ids(Collection<Integer> stations) {
    return Tuple.tuple().addArrayOfInteger(stations.toArray(Integer[]::new));
  }
}
