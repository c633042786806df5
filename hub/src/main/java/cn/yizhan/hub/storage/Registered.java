package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.StationStore.Desired;
import cn.yizhan.hub.ingest.StationStore.Registration;
import cn.yizhan.hub.rules.Item;
import cn.yizhan.hub.rules.Profile;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.rule.Thresholds;
import cn.yizhan.protocol.rule.Wiring;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** What is registered of stations: bays, items, thresholds in force. */
final class Registered {
  private static final NavigableMap<Long, Thresholds> ALWAYS_STANDARD =
      new TreeMap<>(Map.of(Long.MIN_VALUE, Thresholds.standard()));

  private final Pool pool;
  private final PgStationStore.ThresholdSource thresholds;

  Registered(Pool pool, PgStationStore.ThresholdSource thresholds) {
    this.pool = pool;
    this.thresholds = thresholds;
  }

  private static final String STATIONS =
      """
      select s.id, s.code, s.config_version, s.office, s.breaker, g.deadbands, g.texts, now(),
        s.stock_version
      from station s cross join lateral (
      """
          + SettingColumns.IN_FORCE
          + ") g where s.id = any($1::int[])";
  private static final String BAYS =
      "select station, number, use, low, circuit from bay where station = any($1::int[]) order by number";
  private static final String ITEMS =
      """
      select station, code, unit, capacity, greatest(minimum, reorder_point), counting = 'hand'
      from item
      where station = any($1::int[])
      order by code""";

  /** Reads them; stations that have been removed are left out. */
  Future<Map<Integer, Registration>> of(Collection<Integer> stations) {
    Future<RowSet<Row>> rows = read(STATIONS, stations);
    Future<Map<Integer, List<Config.Bay>>> bays =
        read(BAYS, stations).map(found -> grouped(found, Registered::bay));
    Future<Map<Integer, List<Item>>> items =
        read(ITEMS, stations)
            .map(
                found ->
                    grouped(
                        found,
                        row ->
                            new Item(
                                row.getString(1),
                                row.getString(2),
                                row.getDouble(3),
                                row.getDouble(4),
                                row.getBoolean(5))));
    Future<Map<Integer, NavigableMap<Long, Thresholds>>> limits = thresholds.of(stations);
    return Future.all(rows, bays, items, limits)
        .map(
            all -> {
              Map<Integer, Registration> found = new HashMap<>();
              for (Row row : rows.result()) {
                int id = row.getInteger(0);
                NavigableMap<Long, Thresholds> course =
                    limits.result().getOrDefault(id, ALWAYS_STANDARD);
                Profile profile =
                    new Profile(
                        id,
                        new StationCode(row.getString(1)),
                        bays.result().getOrDefault(id, List.of()),
                        items.result().getOrDefault(id, List.of()),
                        inForce(course, Times.fromSql(row.getOffsetDateTime(7))),
                        Wiring.of(row.getDouble(4), bays.result().getOrDefault(id, List.of())),
                        course);
                found.put(
                    id, new Registration(profile, row.getLong(2), row.getLong(8), desired(row)));
              }
              return found;
            });
  }

  /** What counts by the database's clock, by which what is planned begins. */
  private static Thresholds inForce(NavigableMap<Long, Thresholds> course, long now) {
    return Objects.requireNonNull(course.floorEntry(now)).getValue();
  }

  private static Desired desired(Row row) {
    return new Desired(
        row.getInteger(3),
        SettingColumns.deadbands(row.getJsonObject(5)),
        SettingColumns.texts(row.getJsonObject(6)),
        row.getDouble(4));
  }

  private static Config.Bay bay(Row row) {
    BayUse use = BayUse.of(row.getString(2));
    if (use == null) {
      throw new IllegalStateException("bay use " + row.getString(2));
    }
    return new Config.Bay(row.getInteger(1), use, row.getBoolean(3), row.getBoolean(4));
  }

  private static <T> Map<Integer, List<T>> grouped(RowSet<Row> rows, Function<Row, T> item) {
    Map<Integer, List<T>> groups = new HashMap<>();
    for (Row row : rows) {
      groups.computeIfAbsent(row.getInteger(0), id -> new ArrayList<>()).add(item.apply(row));
    }
    return groups;
  }

  private Future<RowSet<Row>> read(String sql, Collection<Integer> stations) {
    return pool.preparedQuery(sql)
        .execute(Tuple.tuple().addArrayOfInteger(stations.toArray(Integer[]::new)));
  }
}
