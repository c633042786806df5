package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.Deliveries;
import cn.yizhan.hub.api.Page;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads of notifications and of the tries to deliver them. */
public final class PgDeliveryQueries implements Deliveries {
  private final PgReads reads;

  /**
   * @param reader connections with a statement time-out
   */
  public PgDeliveryQueries(Pool reader) {
    this.reads = new PgReads(reader);
  }

  private static final String LIST =
      Scope.sql(
          """
          select n.id, n.endpoint, o.code as office, n.alert, n.subject, n.type, n.state, n.created, n.due,
            n.attempts, n.finished, n.ordinal::text as key_ordinal
          from outbox n
          join endpoint e on e.id = n.endpoint
          join office o on o.id = e.office
          where {scope e.office} and ($2::text is null or o.code = $2)
            and ($3::uuid is null or n.endpoint = $3) and ($4::uuid is null or n.alert = $4)
            and ($5::text is null or n.state = $5)
            and ($6::text is null or n.ordinal < $6::text::bigint)
          order by n.ordinal desc
          limit $7""");

  @Override
  public Future<Page> deliveries(Actor actor, Map<String, String> filters, Cursor cursor) {
    Tuple values =
        Scope.tuple(
            actor,
            filters.get("office"),
            id(filters.get("endpoint")),
            id(filters.get("alert")),
            filters.get("state"));
    return reads.page(LIST, PgReads.tail(values, cursor, 1), cursor);
  }

  private static final String EXISTS =
      Scope.sql(
          """
          select n.id from outbox n join endpoint e on e.id = n.endpoint
          where {scope e.office} and n.id = $2""");

  private static final String ATTEMPTS =
      Scope.sql(
          """
          select d.round, d.attempt, d.started, d.took_ms as "tookMs", d.outcome, d.status, d.detail,
            d.round::text as key_round, d.attempt::text as key_attempt
          from delivery_attempt d
          join outbox n on n.id = d.notification
          join endpoint e on e.id = n.endpoint
          where {scope e.office} and d.notification = $2
            and ($3::text is null
              or (d.round, d.attempt) > ($3::text::integer, $4::text::integer))
          order by d.round, d.attempt
          limit $5""");

  @Override
  public Future<@Nullable Page> attempts(Actor actor, String delivery, Cursor cursor) {
    return reads
        .one(EXISTS, Scope.tuple(actor, delivery))
        .compose(
            found ->
                found == null
                    ? Future.succeededFuture(null)
                    : reads.page(
                        ATTEMPTS, PgReads.tail(Scope.tuple(actor, delivery), cursor, 2), cursor));
  }

  private static @Nullable UUID id(@Nullable String text) {
    return text == null ? null : UUID.fromString(text);
  }
}
