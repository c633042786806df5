package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.Checkpoints;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Latest values and presence in PostgreSQL, written for many stations at once. */
public final class PgCheckpoints implements Checkpoints {
  private final Pool pool;
  private final int hub;

  /**
   * Checkpoints over the shared pool.
   *
   * @param hub id of this hub in the fence
   */
  public PgCheckpoints(Pool pool, int hub) {
    this.pool = pool;
    this.hub = hub;
  }

  private static final String SAVE_LATEST =
      """
      insert into latest (station, saved, points, "values", ats)
      select l.station, now(), ($4::smallint[])[l.first : l.last], ($5::float8[])[l.first : l.last],
             array(select timestamptz 'epoch' + t.at * interval '1 millisecond'
                   from unnest(($6::bigint[])[l.first : l.last]) with ordinality as t (at, place)
                   order by place)
      from unnest($1::int[], $2::int[], $3::int[]) as l (station, first, last)
      on conflict (station) do update
      set saved = excluded.saved, points = excluded.points, "values" = excluded."values",
          ats = excluded.ats""";

  @Override
  public Future<Void> saveLatest(List<Latest> stations) {
    int total = 0;
    for (Latest each : stations) {
      total += each.points().length;
    }
    Integer[] ids = new Integer[stations.size()];
    Integer[] first = new Integer[stations.size()];
    Integer[] last = new Integer[stations.size()];
    Short[] points = new Short[total];
    Double[] values = new Double[total];
    Long[] ats = new Long[total];
    int next = 0;
    for (int i = 0; i < ids.length; i++) {
      Latest each = stations.get(i);
      ids[i] = each.station();
      first[i] = next + 1;
      for (int k = 0; k < each.points().length; k++) {
        points[next] = each.points()[k];
        values[next] = each.values()[k];
        ats[next] = each.ats()[k];
        next++;
      }
      last[i] = next;
    }
    Tuple tuple =
        Tuple.tuple().addArrayOfInteger(ids).addArrayOfInteger(first).addArrayOfInteger(last);
    tuple.addArrayOfShort(points).addArrayOfDouble(values).addArrayOfLong(ats);
    return pool.preparedQuery(SAVE_LATEST).execute(tuple).mapEmpty();
  }

  /*
   * A hub writes latest values about a second after the reports; behind a database that was away
   * the reports can be minutes older than that, and a reading about an hour older than its report
   * (both as far as the latest values are concerned: what comes later than that is no news).
   */
  private static final String COMPLETE_LATEST =
      """
      with reading as (
        select r.station, u.code, u.value, r.at, r.received, r.seq
        from station s
        left join latest l on l.station = s.id
        join report r on r.station = s.id
          and r.at >= coalesce(l.saved, now()) - interval '1 hour'
          and r.received >= coalesce(l.saved - interval '5 minutes', '-infinity')
        cross join lateral unnest(r.points, r."values") as u (code, value)
      ), known as (
        select l.station, u.code, u.value, u.at, timestamptz '-infinity', 0::bigint
        from latest l cross join lateral unnest(l.points, l."values", l.ats) as u (code, value, at)
        where l.station in (select station from reading)
      ), newest as (
        select distinct on (station, code) station, code, value, at
        from (table reading union all table known) as each
        order by station, code, at desc, received desc, seq desc
      )
      insert into latest (station, saved, points, "values", ats)
      select station, now(), array_agg(code order by code), array_agg(value order by code),
             array_agg(at order by code)
      from newest group by station
      on conflict (station) do update
      set saved = excluded.saved, points = excluded.points, "values" = excluded."values",
          ats = excluded.ats""";

  @Override
  public Future<Void> completeLatest() {
    return pool.query(COMPLETE_LATEST).execute().mapEmpty();
  }

  // a session that another one took over has nothing to say about presence any more
  private static final String SAVE_PRESENCE =
      """
      insert into presence (station, online, since)
      select p.station, p.online, timestamptz 'epoch' + p.since * interval '1 millisecond'
      from unnest($2::int[], $3::bigint[], $4::boolean[], $5::bigint[])
        as p (station, generation, online, since)
      join lane l on l.station = p.station and l.lane = 0 and l.hub = $1
        and l.generation = p.generation
      order by p.station
      on conflict (station) do update
      set online = excluded.online,
          since = case when presence.online = excluded.online then presence.since
                       else excluded.since end""";

  @Override
  public Future<Void> savePresence(List<Connected> stations) {
    Tuple tuple =
        Tuple.tuple()
            .addInteger(hub)
            .addArrayOfInteger(stations.stream().map(Connected::station).toArray(Integer[]::new))
            .addArrayOfLong(stations.stream().map(Connected::generation).toArray(Long[]::new))
            .addArrayOfBoolean(stations.stream().map(Connected::online).toArray(Boolean[]::new))
            .addArrayOfLong(stations.stream().map(Connected::since).toArray(Long[]::new));
    return pool.preparedQuery(SAVE_PRESENCE).execute(tuple).mapEmpty();
  }

  // stations that were not connected keep the time since when they are not; those of another hub
  // that lives are connected still
  private static final String NOBODY_CONNECTED =
      """
      update presence p
      set online = false, since = $1
      where p.online and not exists (
        select from lane l
        join hub h on h.id = l.hub
        where l.station = p.station and l.lane = 0 and h.id <> $2 and h.alive_until > now())""";

  @Override
  public Future<Void> nobodyConnected(long since) {
    return pool.preparedQuery(NOBODY_CONNECTED)
        .execute(Tuple.of(Times.toSql(since), hub))
        .mapEmpty();
  }
}
