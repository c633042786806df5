package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.Page;
import cn.yizhan.hub.api.Telemetry;
import cn.yizhan.protocol.Lane;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads of the report log. */
public final class PgTelemetryQueries implements Telemetry {
  private final Pool reader;
  private final PgReads reads;

  /**
   * @param reader connections with a statement time-out
   */
  public PgTelemetryQueries(Pool reader) {
    this.reader = reader;
    this.reads = new PgReads(reader);
  }

  private static final String STATION =
      Scope.sql("select s.id from station s where {scope s.office} and s.code = $2");

  /** Asks about a station that is in scope; null when there is none. */
  private Future<@Nullable Page> ofStation(
      Actor actor, String code, IntFunction<Future<Page>> question) {
    return reader
        .preparedQuery(STATION)
        .execute(Scope.tuple(actor, code))
        .recover(PgFailures::translate)
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture(null)
                    : question.apply(rows.iterator().next().getInteger("id")));
  }

  /** What a value is in JSON: a boolean, a word of the point's list, or a number. */
  private static final String VALUE =
      """
      case p.kind
        when 'boolean' then to_jsonb(u.value <> 0)
        when 'word' then to_jsonb(p.words[u.value::integer + 1])
        else to_jsonb(u.value)
      end as value, p.unit""";

  private static final String SAMPLES =
      """
      select p.name as point, r.at, %s, (r.flags & 1) <> 0 as late,
        r.at::text as key_at, r.lane::text as key_lane, r.epoch::text as key_epoch,
        r.seq::text as key_seq, u.ordinal::text as key_ordinal
      from report r
      cross join lateral unnest(r.points, r."values") with ordinality as u (code, value, ordinal)
      join point p on p.station = r.station and p.code = u.code
      where r.station = $1
        and ($2::timestamptz is null or r.at >= $2) and ($3::timestamptz is null or r.at < $3)
        and ($4::text is null
          or (p.name = $4
            and r.points @> array(select q.code from point q
                                  where q.station = $1 and q.name = $4)))
        and ($5::text is null
          or (r.at >= $5::text::timestamptz
            and (r.at, r.lane, r.epoch, r.seq, u.ordinal)
              > ($5::text::timestamptz, $6::text::smallint, $7::text::smallint,
                 $8::text::bigint, $9::text::bigint)))
      order by r.at, r.lane, r.epoch, r.seq, u.ordinal
      limit $10"""
          .formatted(VALUE);

  @Override
  public Future<@Nullable Page> samples(
      Actor actor, Span span, @Nullable String point, Cursor cursor) {
    return ofStation(
        actor,
        span.station(),
        station ->
            reads.page(
                SAMPLES, PgReads.tail(spanned(station, span).addValue(point), cursor, 5), cursor));
  }

  /** Only first rows: a message with several times has several rows. */
  private static final String REPORTS =
      """
      select case r.lane when 0 then 'data' else 'event' end as lane,
        coalesce(e.name, '') as epoch, r.seq, r.at,
        r.at::text as key_at, r.lane::text as key_lane, r.epoch::text as key_epoch,
        r.seq::text as key_seq
      from report r
      left join epoch e on e.station = r.station and e.code = r.epoch
      where r.station = $1 and (r.flags & 32) = 0
        and ($2::timestamptz is null or r.at >= $2) and ($3::timestamptz is null or r.at < $3)
        and ($4::smallint is null or r.lane = $4)
        and ($5::text is null
          or (r.at >= $5::text::timestamptz
            and (r.at, r.lane, r.epoch, r.seq)
              > ($5::text::timestamptz, $6::text::smallint, $7::text::smallint,
                 $8::text::bigint)))
      order by r.at, r.lane, r.epoch, r.seq
      limit $9""";

  @Override
  public Future<@Nullable Page> reports(
      Actor actor, Span span, @Nullable String lane, Cursor cursor) {
    Lane one = lane == null ? null : Lane.of(lane);
    return ofStation(
        actor,
        span.station(),
        station ->
            reads.page(
                REPORTS,
                PgReads.tail(
                    spanned(station, span).addValue(one == null ? null : one.code()), cursor, 4),
                cursor));
  }

  private static final String EVENTS =
      """
      select v.id, v.at, v.type, v.subject, v.rule, v.data, v.received,
        v.at::text as key_at, v.id as key_id
      from station_event v
      where v.station = $1
        and ($2::timestamptz is null or v.at >= $2) and ($3::timestamptz is null or v.at < $3)
        and ($4::text is null or (v.at, v.id) > ($4::text::timestamptz, $5::text))
      order by v.at, v.id
      limit $6""";

  @Override
  public Future<@Nullable Page> events(Actor actor, Span span, Cursor cursor) {
    return ofStation(
        actor,
        span.station(),
        station -> reads.page(EVENTS, PgReads.tail(spanned(station, span), cursor, 2), cursor));
  }

  private static final String LATEST =
      """
      select p.name as point, u.at, %s, p.name as key_point
      from latest l
      cross join lateral unnest(l.points, l."values", l.ats) as u (code, value, at)
      join point p on p.station = l.station and p.code = u.code
      where l.station = $1 and ($2::text is null or p.name > $2)
      order by p.name
      limit $3"""
          .formatted(VALUE);

  @Override
  public Future<@Nullable Page> latest(Actor actor, String station, Cursor cursor) {
    return ofStation(
        actor, station, id -> reads.page(LATEST, PgReads.tail(Tuple.of(id), cursor, 1), cursor));
  }

  private static final String REJECTIONS =
      Scope.sql(
          """
          select j.id, s.code as station, j.kind, j.epoch, j.seq, j.reason, j.place, j.expected,
            j.bytes, j.received, j.id::text as key_id
          from rejection j
          join station s on s.id = j.station
          where {scope s.office} and ($2::text is null or s.code = $2)
            and ($3::text is null or j.id > $3::text::bigint)
          order by j.id
          limit $4""");

  @Override
  public Future<Page> rejections(Actor actor, @Nullable String station, Cursor cursor) {
    return reads.page(REJECTIONS, PgReads.tail(Scope.tuple(actor, station), cursor, 1), cursor);
  }

  private static final String GAPS =
      Scope.sql(
          """
          select s.code as station, case g.lane when 0 then 'data' else 'event' end as lane,
            coalesce(e.name, '') as epoch, g.from_seq as "from", g.to_seq as "to", g.reason,
            g.recorded, g.id::text as key_id
          from gap g
          join station s on s.id = g.station
          left join epoch e on e.station = g.station and e.code = g.epoch
          where {scope s.office} and ($2::text is null or s.code = $2)
            and ($3::text is null or g.id > $3::text::bigint)
          order by g.id
          limit $4""");

  @Override
  public Future<Page> gaps(Actor actor, @Nullable String station, Cursor cursor) {
    return reads.page(GAPS, PgReads.tail(Scope.tuple(actor, station), cursor, 1), cursor);
  }

  private static Tuple spanned(int station, Span span) {
    return Tuple.of(station, Times.toSql(span.from()), Times.toSql(span.to()));
  }
}
