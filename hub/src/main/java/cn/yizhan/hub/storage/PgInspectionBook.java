package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.InspectionBook;
import cn.yizhan.hub.api.Page;
import cn.yizhan.hub.compliance.Inspection;
import cn.yizhan.hub.compliance.Sighting;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Inspections in their tables. */
public final class PgInspectionBook implements InspectionBook {
  private final Pool pool;
  private final PgReads reads;

  /**
   * @param pool connections
   */
  public PgInspectionBook(Pool pool) {
    this.pool = pool;
    this.reads = new PgReads(pool);
  }

  private static final String STATION =
      Scope.sql("select s.id, s.kind from station s where {scope s.office} and s.code = $2");

  @Override
  public Future<Outcome> keep(Actor actor, String station, UUID id, Inspection inspection) {
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(STATION)
                    .execute(Scope.tuple(actor, station))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(new Outcome.Missing())
                                : keep(
                                    tx,
                                    actor,
                                    new Report(station, rows.iterator().next(), id, inspection))))
        .recover(PgFailures::translate);
  }

  /** An inspection of a station whose row was read. */
  private record Report(String station, Row row, UUID id, Inspection inspection) {
    int number() {
      return row.getInteger("id");
    }

    String kind() {
      return row.getString("kind");
    }
  }

  private static Future<Outcome> keep(SqlConnection tx, Actor actor, Report report) {
    Inspection.Misfit misfit = report.inspection().misfit(report.kind());
    return misfit != null
        ? Future.succeededFuture(new Outcome.Unfit(misfit))
        : unknownPhoto(tx, report)
            .compose(
                unknown ->
                    unknown != null
                        ? Future.succeededFuture(new Outcome.Unfit(unknown))
                        : insert(tx, actor, report));
  }

  private static final String PHOTOS =
      """
      select encode(digest, 'hex') from station_photo
      where station = $1 and digest in (select decode(u, 'hex') from unnest($2::text[]) u)""";

  private static Future<Inspection.@Nullable Misfit> unknownPhoto(SqlConnection tx, Report report) {
    List<Inspection.Entry> entries = report.inspection().entries();
    String[] named =
        entries.stream()
            .map(Inspection.Entry::photo)
            .filter(Objects::nonNull)
            .toArray(String[]::new);
    return tx.preparedQuery(PHOTOS)
        .execute(Tuple.of(report.number(), (Object) named))
        .map(
            rows -> {
              Set<String> there = new HashSet<>();
              rows.forEach(row -> there.add(row.getString(0)));
              for (int i = 0; i < entries.size(); i++) {
                String photo = entries.get(i).photo();
                if (photo != null && !there.contains(photo)) {
                  return new Inspection.Misfit(
                      i, "photo", "the station has no such photo; send it first");
                }
              }
              return null;
            });
  }

  private static final String INSPECTION =
      """
      insert into inspection (id, station, at, whole, note, actor)
      values ($1, $2, $3, $4, $5, $6)
      returning seq""";

  private static final String FINDING =
      """
      insert into inspection_finding
        (inspection, ordinal, station, element, at, seq, present, expires, photo, note)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""";

  private static Future<Outcome> insert(SqlConnection tx, Actor actor, Report report) {
    Inspection inspection = report.inspection();
    boolean whole = inspection.whole(report.kind());
    return tx.preparedQuery(INSPECTION)
        .execute(
            Tuple.of(
                report.id(),
                report.number(),
                Times.toSql(inspection.at()),
                whole,
                inspection.note(),
                actor.name()))
        .compose(
            rows ->
                tx.preparedQuery(FINDING)
                    .executeBatch(findings(report, rows.iterator().next().getLong(0))))
        .compose(
            done ->
                PgAudit.record(
                    tx,
                    actor,
                    "inspection.create",
                    "station/" + report.station(),
                    audited(report, whole)))
        .compose(done -> tx.preparedQuery(ONE).execute(Tuple.of(report.id())))
        .map(rows -> new Outcome.Kept(Rows.json(rows.iterator().next())));
  }

  private static List<Tuple> findings(Report report, long seq) {
    List<Tuple> rows = new ArrayList<>();
    for (Inspection.Entry entry : report.inspection().entries()) {
      String photo = entry.photo();
      rows.add(
          Tuple.tuple()
              .addValue(report.id())
              .addValue((short) rows.size())
              .addValue(report.number())
              .addValue(entry.element())
              .addValue(Times.toSql(report.inspection().at()))
              .addValue(seq)
              .addValue(entry.present())
              .addValue(entry.expires())
              .addValue(photo == null ? null : PhotoRows.bytes(photo))
              .addValue(entry.note()));
    }
    return rows;
  }

  private static JsonObject audited(Report report, boolean whole) {
    JsonArray missing = new JsonArray();
    JsonArray present = new JsonArray();
    report
        .inspection()
        .entries()
        .forEach(entry -> (entry.present() ? present : missing).add(entry.element()));
    return new JsonObject()
        .put("inspection", report.id().toString())
        .put("whole", whole)
        .put("present", present)
        .put("missing", missing);
  }

  private static final String SHOWN =
      """
      select i.id, i.at, i.whole, f.findings, i.note, i.actor, i.created,
        i.at::text as key_at, i.seq::text as key_seq
      from inspection i
      cross join lateral (
        select jsonb_agg(jsonb_build_object('element', g.element,
          'result', case when g.present then 'present' else 'missing' end,
          'expires', g.expires, 'photo', encode(g.photo, 'hex'), 'note', g.note)
          order by g.ordinal) as findings
        from inspection_finding g where g.inspection = i.id) f
      """;

  private static final String ONE = SHOWN + "where i.id = $1";

  private static final String PAGE =
      SHOWN
          + """
          where i.station = $1
            and ($2::text is null
              or (i.at, i.seq) < ($2::text::timestamptz, $3::text::bigint))
          order by i.at desc, i.seq desc
          limit $4""";

  @Override
  public Future<@Nullable Page> inspections(Actor actor, String station, Cursor cursor) {
    return pool.preparedQuery(STATION)
        .execute(Scope.tuple(actor, station))
        .recover(PgFailures::translate)
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture(null)
                    : reads.page(
                        PAGE,
                        PgReads.tail(Tuple.of(rows.iterator().next().getInteger("id")), cursor, 2),
                        cursor));
  }

  /** A station that nobody has looked at has one row without an element. */
  private static final String ELEMENTS =
      Scope.sql(
          """
          select s.kind, f.element, f.at, f.present, f.expires, encode(f.photo, 'hex') as photo,
            f.note, i.actor, r.since,
            (select max(w.at) from inspection w where w.station = s.id and w.whole) as whole
          from station s
          left join lateral (
            select distinct on (g.element) g.* from inspection_finding g
            where g.station = s.id order by g.element, g.at desc, g.seq desc) f on true
          left join inspection i on i.id = f.inspection
          left join lateral (
            select o.at, o.seq from inspection_finding o
            where o.station = s.id and o.element = f.element and o.present <> f.present
            order by o.at desc, o.seq desc limit 1) o on true
          left join lateral (
            select min(g.at) as since from inspection_finding g
            where g.station = s.id and g.element = f.element
              and (o.seq is null or (g.at, g.seq) > (o.at, o.seq))) r on true
          where {scope s.office} and s.code = $2""");

  @Override
  public Future<@Nullable Known> elements(Actor actor, String station) {
    return pool.preparedQuery(ELEMENTS)
        .execute(Scope.tuple(actor, station))
        .map(PgInspectionBook::known)
        .recover(PgFailures::translate);
  }

  private static @Nullable Known known(RowSet<Row> rows) {
    if (rows.size() == 0) {
      return null;
    }
    Map<String, Last> elements = new HashMap<>();
    for (Row row : rows) {
      String element = row.getString("element");
      if (element != null) {
        elements.put(element, last(row));
      }
    }
    Row first = rows.iterator().next();
    return new Known(
        first.getString("kind"), elements, Times.fromSqlOrNull(first.getOffsetDateTime("whole")));
  }

  private static Last last(Row row) {
    return new Last(
        new Sighting(
            Times.fromSql(row.getOffsetDateTime("at")),
            row.getBoolean("present"),
            row.getLocalDate("expires")),
        Times.fromSql(row.getOffsetDateTime("since")),
        row.getString("actor"),
        row.getString("photo"),
        row.getString("note"));
  }
}
