package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.console.Latest;
import cn.yizhan.hub.console.OpenAlert;
import cn.yizhan.hub.console.OverviewSource;
import cn.yizhan.hub.console.Place;
import cn.yizhan.hub.console.Presence;
import cn.yizhan.hub.console.Snapshot;
import cn.yizhan.hub.rules.Item;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The overview out of the tables of stations, alerts and latest values. */
public final class PgOverview implements OverviewSource {
  private static final int MOST_ALERTS = 500;

  private final Pool pool;

  /**
   * @param pool connections
   */
  public PgOverview(Pool pool) {
    this.pool = pool;
  }

  /** Three statements sent together on one connection. */
  @Override
  public Future<Snapshot> read(Actor actor, long savedAfter) {
    Tuple latestOf = Scope.tuple(actor, Times.toSql(savedAfter));
    return pool.withConnection(
        connection -> {
          Future<List<Snapshot.Entry>> stations =
              connection
                  .preparedQuery(STATIONS)
                  .execute(Scope.tuple(actor))
                  .map(PgOverview::entries);
          Future<RowSet<Row>> alerts =
              connection.preparedQuery(ALERTS).execute(Scope.tuple(actor, MOST_ALERTS));
          Future<Latest> latest =
              connection.preparedQuery(LATEST).execute(latestOf).map(PgOverview::latest);
          return Future.all(stations, alerts, latest)
              .map(
                  all ->
                      new Snapshot(
                          stations.result(),
                          openAlerts(alerts.result()),
                          count(alerts.result()),
                          latest.result()));
        });
  }

  private static final String STATIONS =
      Scope.sql(
          """
          select s.id, s.code, s.name, s.kind, s.demo, s.status = 'suspended' as suspended,
            o.code as office, o.name as office_name,
            p.online and d.ended is null as online, coalesce(d.ended, p.since) as since, b.numbers,
            b.uses, i.items, i.units, i.capacities, i.minimums
          from station s
          join office o on o.id = s.office
          """
              + PgAbsenceBook.CONNECTION
              + """

          left join (
            select station, array_agg(number order by number) as numbers,
              array_agg(use order by number) as uses
            from bay group by station) b on b.station = s.id
          left join (
            select station, array_agg(code order by code) as items,
              array_agg(unit order by code) as units,
              array_agg(capacity order by code) as capacities,
              array_agg(greatest(minimum, reorder_point) order by code) as minimums
            from item group by station) i on i.station = s.id
          where {scope s.office} and s.disabled is null and s.status in ('live', 'suspended')
          order by o.code, s.code""");

  private static List<Snapshot.Entry> entries(RowSet<Row> rows) {
    List<Snapshot.Entry> entries = new ArrayList<>();
    for (Row row : rows) {
      Boolean online = row.getBoolean("online");
      Presence presence =
          online == null
              ? Presence.UNKNOWN
              : new Presence(online, Times.fromSql(row.getOffsetDateTime("since")));
      entries.add(
          new Snapshot.Entry(
              row.getInteger("id"),
              place(row),
              row.getBoolean("suspended"),
              presence,
              bays(row),
              items(row)));
    }
    return entries;
  }

  private static Place place(Row row) {
    return new Place(
        row.getString("code"),
        row.getString("name"),
        row.getString("kind"),
        row.getBoolean("demo"),
        office(row));
  }

  private static Place.Office office(Row row) {
    return new Place.Office(row.getString("office"), row.getString("office_name"));
  }

  private static List<Config.Bay> bays(Row row) {
    List<Config.Bay> bays = new ArrayList<>();
    Integer[] numbers = row.getArrayOfIntegers("numbers");
    if (numbers != null) {
      String[] uses = row.getArrayOfStrings("uses");
      for (int i = 0; i < numbers.length; i++) {
        bays.add(new Config.Bay(numbers[i], Objects.requireNonNull(BayUse.of(uses[i]), uses[i])));
      }
    }
    return bays;
  }

  private static List<Item> items(Row row) {
    List<Item> items = new ArrayList<>();
    String[] codes = row.getArrayOfStrings("items");
    if (codes != null) {
      String[] units = row.getArrayOfStrings("units");
      Double[] capacities = row.getArrayOfDoubles("capacities");
      Double[] minimums = row.getArrayOfDoubles("minimums");
      for (int i = 0; i < codes.length; i++) {
        items.add(new Item(codes[i], units[i], capacities[i], minimums[i]));
      }
    }
    return items;
  }

  private static final String ALERTS =
      Scope.sql(
          """
          select a.id, a.number, a.rule, a.subject, a.severity, a.condition, a.work, a.delayed,
            a.test, a.flapping, a.revision, a.reading, a.edge_action, a.event_time, a.detected_time, a.cleared_time,
            a.acknowledge_due, a.resolve_due, a.recheck_due, count(*) filter (where not a.test) over () as open,
            s.code, s.name, s.kind, s.demo, o.code as office, o.name as office_name
          from alert a
          left join station s on s.id = a.station
          join office o on o.id = a.office
          where {scope a.office} and a.work <> 'closed' and not a.retrospective
          order by a.test, a.condition <> 'active',
            array_position(array['critical', 'major', 'minor', 'info'], a.severity),
            a.detected_time desc, a.id
          limit $2""");

  private static int count(RowSet<Row> rows) {
    return rows.size() == 0 ? 0 : rows.iterator().next().getInteger("open");
  }

  private static List<OpenAlert> openAlerts(RowSet<Row> rows) {
    List<OpenAlert> alerts = new ArrayList<>();
    for (Row row : rows) {
      alerts.add(
          new OpenAlert(
              row.getUUID("id"),
              row.getString("number"),
              new OpenAlert.Cause(
                  row.getString("rule"), row.getString("subject"), row.getString("severity")),
              new OpenAlert.Progress(
                  row.getString("condition"),
                  row.getString("work"),
                  row.getBoolean("delayed"),
                  row.getBoolean("test"),
                  row.getBoolean("flapping"),
                  row.getInteger("revision")),
              site(row),
              times(row),
              row.getJsonObject("reading"),
              row.getJsonObject("edge_action")));
    }
    return alerts;
  }

  private static OpenAlert.Site site(Row row) {
    return row.getString("code") == null
        ? new OpenAlert.Site(null, office(row))
        : OpenAlert.Site.of(place(row));
  }

  private static OpenAlert.Times times(Row row) {
    return new OpenAlert.Times(
        Times.fromSql(row.getOffsetDateTime("event_time")),
        Times.fromSql(row.getOffsetDateTime("detected_time")),
        Times.fromSqlOrNull(row.getOffsetDateTime("cleared_time")),
        Times.fromSqlOrNull(row.getOffsetDateTime("acknowledge_due")),
        Times.fromSqlOrNull(row.getOffsetDateTime("resolve_due")),
        Times.fromSqlOrNull(row.getOffsetDateTime("recheck_due")));
  }

  private static final String LATEST =
      Scope.sql(
          """
          select l.station, max(l.saved) as saved, array_agg(p.name) as names,
            array_agg(u.value) as "values", array_agg(u.at) as ats
          from latest l
          join station s on s.id = l.station
          cross join lateral unnest(l.points, l."values", l.ats) as u (code, value, at)
          join point p on p.station = l.station and p.code = u.code
          where {scope s.office} and l.saved > $2
            and (p.name like 'bay/%/state' or p.name like 'bay/%/power'
              or p.name like 'bay/%/temperature' or p.name like 'supply/%/level'
              or p.name = 'room/people')
          group by l.station""");

  private static Latest latest(RowSet<Row> rows) {
    long saved = 0;
    Map<Integer, Map<String, Latest.Value>> stations = new HashMap<>();
    for (Row row : rows) {
      saved = Math.max(saved, Times.fromSql(row.getOffsetDateTime("saved")));
      String[] names = row.getArrayOfStrings("names");
      Double[] values = row.getArrayOfDoubles("values");
      OffsetDateTime[] ats = row.getArrayOfOffsetDateTimes("ats");
      Map<String, Latest.Value> byPoint = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        byPoint.put(names[i], new Latest.Value(values[i], Times.fromSql(ats[i])));
      }
      stations.put(row.getInteger("station"), byPoint);
    }
    return new Latest(saved, stations);
  }
}
