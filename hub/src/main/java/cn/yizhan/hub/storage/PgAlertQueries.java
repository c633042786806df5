package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Alerts;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.Page;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads of alerts and their history. */
public final class PgAlertQueries implements Alerts {
  private final PgReads reads;

  /**
   * @param reader connections with a statement time-out
   */
  public PgAlertQueries(Pool reader) {
    this.reads = new PgReads(reader);
  }

  private static final String ALERT =
      """
      select a.id, a.number, a.rule, a.rule_version as "ruleVersion", s.code as station,
        o.code as office, a.subject, a.severity, a.condition, a.work, a.delayed, a.retrospective,
        a.test, a.event_time as "eventTime", a.detected_time as "detectedTime",
        a.cleared_time as "clearedTime", a.reading, a.edge_action as "edgeAction",
        a.acknowledge_due as "deadlines.acknowledge", a.resolve_due as "deadlines.resolve",
        a.recheck_due as "deadlines.recheck", a.acknowledged_by as "acknowledgedBy",
        a.acknowledged_time as "acknowledgedTime", a.assigned_to as "assignedTo", a.cause,
        a.closed_by as "closedBy", a.closed_time as "closedTime", a.flapping, a.untold,
        a.external_ref as "externalRef",
        a.revision, a.detected_time::text as key_detected, a.id::text as key_id
      from alert a
      left join station s on s.id = a.station
      join office o on o.id = a.office
      where {scope a.office}""";

  private static final String LIST =
      Scope.sql(
          ALERT
              + """
               and ($2::text is null or s.code = $2) and ($3::text is null or o.code = $3)
                and ($4::text is null or a.rule = $4) and ($5::text is null or a.condition = $5)
                and ($6::text is null or a.work = $6) and ($7::text is null or a.severity = $7)
                and ($8::text is null or a.number = $8)
                and ($9::text is null or a.test = $9::text::boolean)
                and ($10::text is null
                  or (a.detected_time, a.id) < ($10::text::timestamptz, $11::text::uuid))
              order by a.detected_time desc, a.id desc
              limit $12""");

  @Override
  public Future<Page> alerts(Actor actor, Map<String, String> filters, Cursor cursor) {
    Tuple values =
        Scope.tuple(
            actor,
            filters.get("station"),
            filters.get("office"),
            filters.get("rule"),
            filters.get("condition"),
            filters.get("work"),
            filters.get("severity"),
            filters.get("number"),
            filters.get("test"));
    return reads.page(LIST, PgReads.tail(values, cursor, 2), cursor);
  }

  private static final String ONE = Scope.sql(ALERT + " and a.id = $2");

  private static final String HISTORY =
      Scope.sql(
          """
          select h.revision, h.at, h.actor, h.what, h.data
          from alert_history h
          join alert a on a.id = h.alert
          where {scope a.office} and h.alert = $2
          order by h.revision
          limit 1000""");

  @Override
  public Future<@Nullable JsonObject> alert(Actor actor, UUID id) {
    return reads
        .one(ONE, Scope.tuple(actor, id))
        .compose(
            alert ->
                alert == null
                    ? Future.succeededFuture(null)
                    : reads
                        .all(HISTORY, Scope.tuple(actor, id))
                        .map(history -> alert.put("history", new JsonArray(history)))
                        .compose(whole -> reads.one(PgEvidence.LATELY, PgEvidence.lately(id)))
                        .map(alert::mergeIn));
  }
}
