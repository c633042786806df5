package cn.yizhan.hub.storage;

import cn.yizhan.hub.ingest.Batch.Part;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/**
 * The statements of the ingest transaction. Each is one statement, so that without alerts a batch
 * is one round trip and one commit. The fence comes first: everything else joins what it matched.
 * It locks lanes in the order in which a take-over does, so that neither waits for the other.
 */
final class LedgerStatements {
  private LedgerStatements() {}

  private static final String FENCE =
      """
      with held as (
        select lane.station, lane.lane, m.to_epoch, m.to_seq
        from lane
        join unnest($2::int[], $3::smallint[], $4::bigint[], $5::smallint[], $6::bigint[],
                    $7::smallint[], $8::bigint[])
          as m (station, lane, generation, from_epoch, from_seq, to_epoch, to_seq)
          on lane.station = m.station and lane.lane = m.lane and lane.hub = $1
            and lane.generation = m.generation and lane.epoch = m.from_epoch
            and lane.seq = m.from_seq
        order by lane.station, lane.lane
        for no key update of lane
      ), moved as (
        update lane set epoch = held.to_epoch, seq = held.to_seq
        from held
        where lane.station = held.station and lane.lane = held.lane
        returning lane.station, lane.lane
      ), reports as (
        insert into report
          (station, at, lane, epoch, seq, received, flags, shift, points, "values")
        select r.station, timestamptz 'epoch' + r.at * interval '1 millisecond', r.lane, r.epoch,
               r.seq, timestamptz 'epoch' + r.received * interval '1 millisecond', r.flags, r.shift,
               ($19::smallint[])[r.first : r.last], ($20::float8[])[r.first : r.last]
        from unnest($9::int[], $10::bigint[], $11::smallint[], $12::smallint[], $13::bigint[],
                    $14::bigint[], $15::smallint[], $16::int[], $17::int[], $18::int[])
          as r (station, at, lane, epoch, seq, received, flags, shift, first, last)
        join moved on moved.station = r.station and moved.lane = r.lane
        on conflict do nothing
      )""";

  private static final String RETURN = " select station, lane from moved";

  // A birth says who speaks, not that the connection still stands: this may commit after its end.
  private static final String EXTRAS =
      """
      , mine as (
        select distinct station from moved
      ), gaps as (
        insert into gap (station, lane, epoch, from_seq, to_seq, reason, recorded)
        select g.station, g.lane, g.epoch, g.from_seq, g.to_seq, g.reason,
               timestamptz 'epoch' + g.recorded * interval '1 millisecond'
        from unnest($21::int[], $22::smallint[], $23::smallint[], $24::bigint[], $25::bigint[],
                    $26::text[], $27::bigint[])
          as g (station, lane, epoch, from_seq, to_seq, reason, recorded)
        join mine using (station)
        on conflict do nothing
      ), refused as (
        insert into rejection
          (station, kind, epoch, seq, reason, place, expected, bytes, received, key)
        select x.station, x.kind, x.epoch, x.seq, x.reason, x.place, x.expected, x.bytes,
               timestamptz 'epoch' + x.received * interval '1 millisecond', x.key
        from unnest($28::int[], $29::text[], $30::text[], $31::bigint[], $32::text[], $33::text[],
                    $34::text[], $35::bytea[], $36::bigint[], $37::uuid[])
          as x (station, kind, epoch, seq, reason, place, expected, bytes, received, key)
        join mine using (station)
        on conflict do nothing
      ), events as (
        insert into station_event
          (station, id, at, type, subject, rule, data, lane, epoch, seq, received)
        select e.station, e.id, timestamptz 'epoch' + e.at * interval '1 millisecond', e.type,
               e.subject, e.rule, e.data::jsonb, e.lane, e.epoch, e.seq,
               timestamptz 'epoch' + e.received * interval '1 millisecond'
        from unnest($38::int[], $39::text[], $40::bigint[], $41::text[], $42::text[], $43::text[],
                    $44::text[], $45::smallint[], $46::smallint[], $47::bigint[], $48::bigint[])
          as e (station, id, at, type, subject, rule, data, lane, epoch, seq, received)
        join mine using (station)
        on conflict do nothing
      ), twins as (
        insert into twin (station, received, state)
        select t.station, timestamptz 'epoch' + t.received * interval '1 millisecond', t.state
        from unnest($49::int[], $50::bytea[], $51::bigint[]) as t (station, state, received)
        join mine using (station)
        on conflict (station) do update set received = excluded.received, state = excluded.state
      ), presences as (
        insert into presence (station, online, since, session, agent)
        select p.station, false, timestamptz 'epoch' + p.since * interval '1 millisecond',
               p.session, p.agent
        from unnest($52::int[], $53::bigint[], $54::text[], $55::text[])
          as p (station, since, session, agent)
        join mine using (station)
        order by p.station
        on conflict (station) do update
        set session = excluded.session, agent = excluded.agent
      ), births as (
        insert into station_birth (station, at, session, epoch)
        select p.station, timestamptz 'epoch' + p.since * interval '1 millisecond', p.session,
               p.epoch
        from unnest($52::int[], $53::bigint[], $54::text[], $67::text[])
          as p (station, since, session, epoch)
        join mine using (station)
        on conflict do nothing
      ), answers as (
        update station_command c
        set state = r.result, answered = timestamptz 'epoch' + r.at * interval '1 millisecond',
          detail = r.detail
        from unnest($56::int[], $57::text[], $58::text[], $59::text[], $60::bigint[])
          as r (station, id, result, detail, at)
        join mine using (station)
        where c.station = r.station and c.id = r.id and c.answered is null
      ), configs as (
        insert into config_report (station, version, reported, refused, reason, refused_at)
        select r.station,
          case when r.exact then r.version else greatest(r.version, old.version) end,
          case when r.version is null then old.reported else r.told end,
          case when r.refused is null or r.refused < old.refused then old.refused
               else r.refused end,
          case when r.refused is null or r.refused < old.refused then old.reason else r.reason end,
          case when r.refused is null or r.refused < old.refused then old.refused_at
               else r.told end
        from (select station, version, exact, refused, reason,
                     timestamptz 'epoch' + at * interval '1 millisecond' as told
              from unnest($61::int[], $62::bigint[], $63::boolean[], $64::bigint[], $65::text[],
                          $66::bigint[])
                as u (station, version, exact, refused, reason, at)) r
        join mine using (station)
        left join config_report old using (station)
        order by r.station
        on conflict (station) do update
        set version = excluded.version, reported = excluded.reported, refused = excluded.refused,
          reason = excluded.reason, refused_at = excluded.refused_at
      )""";

  /** Fence, cursors and report rows. */
  static final String REPORTS = FENCE + RETURN;

  /** The same with gaps, rejections, events, twins, presences, births, answers, configurations. */
  static final String EVERYTHING = FENCE + EXTRAS + RETURN;

  /** Where lanes stand that the fence did not match. */
  static final String STANDS =
      """
      select station, lane, epoch, seq from lane
      join unnest($2::int[], $3::bigint[]) as m (station, generation) using (station, generation)
      where lane.hub = $1""";

  /** Parameters of {@link #REPORTS}. */
  static Tuple reports(int hub, List<Part> parts) {
    Tuple tuple = Tuple.tuple();
    tuple.addInteger(hub);
    Columns.addMoves(tuple, parts);
    Columns.addRows(tuple, parts);
    return tuple;
  }

  /** Parameters of {@link #EVERYTHING}. */
  static Tuple everything(int hub, List<Part> parts) {
    Tuple tuple = reports(hub, parts);
    Columns.addGaps(tuple, parts);
    Columns.addRefusals(tuple, parts);
    Columns.addEvents(tuple, parts);
    Columns.addTwins(tuple, parts);
    Columns.addPresences(tuple, parts);
    Columns.addReplies(tuple, parts);
    Columns.addConfigs(tuple, parts);
    Columns.addEpochs(tuple, parts);
    return tuple;
  }
}
