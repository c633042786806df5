package cn.yizhan.hub.storage;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.api.PolicyBook;
import cn.yizhan.hub.api.Replaced;
import cn.yizhan.hub.escalation.Policy;
import cn.yizhan.hub.escalation.PolicyJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Policies of offices in PostgreSQL, one row for each version. */
public final class PgPolicyBook implements PolicyBook {
  private static final Logger LOG = LoggerFactory.getLogger(PgPolicyBook.class);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Pool pool;
  private final PgReads reads;

  /**
   * @param pool connections
   */
  public PgPolicyBook(Pool pool) {
    this.pool = pool;
    this.reads = new PgReads(pool);
  }

  private static final String IN_FORCE =
      "select content from deadline_policy where office = $1 order by version desc limit 1";

  /** The policy in force at an office, that of the product when it has none of its own. */
  static Future<Policy> inForce(SqlClient client, int office) {
    return client
        .preparedQuery(IN_FORCE)
        .execute(Tuple.of(office))
        .map(
            rows ->
                rows.size() == 0
                    ? Policy.standard()
                    : policy(office, rows.iterator().next().getJsonObject(0)));
  }

  private static Policy policy(int office, JsonObject content) {
    PolicyJson.Read read = PolicyJson.read(json(content));
    if (read.policy() == null) {
      // a later release may refuse what this one took; nobody may stay untold for that
      LOG.warn("The policy of office {} is not one any more: {}", office, read.faults());
      return Policy.standard();
    }
    return read.policy();
  }

  /** The same JSON in the other library's form. */
  static JsonNode json(JsonObject content) {
    try {
      return MAPPER.readTree(content.encode());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static final String POLICY =
      Scope.sql(
          """
          select o.code as office, coalesce(p.version, 0) as version, p.content, p.reason,
            p.created_by as "createdBy", p.created
          from office o
          left join lateral (select * from deadline_policy where office = o.id
                             order by version desc limit 1) p on true
          where {scope o.id} and o.code = $2""");

  @Override
  public Future<@Nullable JsonObject> policy(Actor actor, String office) {
    return reads
        .one(POLICY, Scope.tuple(actor, office))
        .map(
            found -> {
              if (found == null) {
                return null;
              }
              JsonObject content = (JsonObject) found.remove("content");
              return found.mergeIn(
                  content == null
                      ? new JsonObject(PolicyJson.write(Policy.standard()).toString())
                      : content);
            });
  }

  private static final String LOCK =
      Scope.sql("select o.id from office o where {scope o.id} and o.code = $2 for no key update");

  // after the lock, in a statement of its own: it sees what the one before it has committed
  private static final String VERSION =
      "select coalesce(max(version), 0) from deadline_policy where office = $1";

  private static final String INSERT =
      """
      insert into deadline_policy (office, version, content, reason, created_by)
      values ($1, $2, $3, $4, $5)""";

  @Override
  public Future<Replaced> replace(
      Actor actor, String office, Policy policy, String reason, @Nullable Integer expected) {
    JsonObject content = new JsonObject(PolicyJson.write(policy).toString());
    return pool.withTransaction(
            tx ->
                tx.preparedQuery(LOCK)
                    .execute(Scope.tuple(actor, office))
                    .compose(
                        rows ->
                            rows.size() == 0
                                ? Future.succeededFuture(Replaced.MISSING)
                                : replace(tx, actor, office, id(rows), content, reason, expected)))
        .recover(PgFailures::translate);
  }

  private static Future<Replaced> replace(
      SqlConnection tx,
      Actor actor,
      String code,
      int office,
      JsonObject content,
      String reason,
      @Nullable Integer expected) {
    return tx.preparedQuery(VERSION)
        .execute(Tuple.of(office))
        .compose(
            rows -> {
              int version = id(rows);
              if (expected != null && expected != version) {
                return Future.succeededFuture(Replaced.STALE);
              }
              JsonObject data =
                  new JsonObject()
                      .put("version", version + 1)
                      .put("reason", reason)
                      .put("policy", content);
              return tx.preparedQuery(INSERT)
                  .execute(Tuple.of(office, version + 1, content, reason, actor.name()))
                  .compose(
                      done ->
                          PgAudit.record(tx, actor, "deadline-policy.put", "office/" + code, data))
                  .map(Replaced.DONE);
            });
  }

  private static int id(RowSet<Row> rows) {
    return rows.iterator().next().getInteger(0);
  }
}
