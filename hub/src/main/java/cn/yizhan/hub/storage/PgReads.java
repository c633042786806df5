package cn.yizhan.hub.storage;

import cn.yizhan.hub.api.Cursor;
import cn.yizhan.hub.api.Page;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs reading statements and gives their rows as JSON. */
final class PgReads {
  private final Pool pool;

  PgReads(Pool pool) {
    this.pool = pool;
  }

  /** The first row, or null. */
  Future<@Nullable JsonObject> one(String sql, Tuple values) {
    return rows(sql, values).map(rows -> rows.isEmpty() ? null : Rows.json(rows.get(0)));
  }

  /** All rows; the statement bounds them. */
  Future<List<JsonObject>> all(String sql, Tuple values) {
    return rows(sql, values).map(rows -> rows.stream().map(Rows::json).toList());
  }

  /**
   * A page of a list.
   *
   * @param sql takes the parameters of {@link #tail} last and has key columns
   */
  Future<Page> page(String sql, Tuple values, Cursor cursor) {
    return rows(sql, values)
        .map(
            rows -> {
              boolean more = rows.size() > cursor.limit();
              List<Row> shown = more ? rows.subList(0, cursor.limit()) : rows;
              String next = more ? Cursor.write(Rows.key(shown.get(shown.size() - 1))) : null;
              return new Page(shown.stream().map(Rows::json).toList(), next);
            });
  }

  /**
   * Adds the parts of the cursor, as many as the list has key columns, and the number of rows that
   * fills the page and tells whether another follows.
   */
  static Tuple tail(Tuple values, Cursor cursor, int parts) {
    for (int i = 0; i < parts; i++) {
      values.addValue(cursor.part(i, parts));
    }
    return values.addValue(cursor.limit() + 1);
  }

  private Future<List<Row>> rows(String sql, Tuple values) {
    return pool.preparedQuery(sql)
        .execute(values)
        .map(
            set -> {
              List<Row> rows = new ArrayList<>(set.size());
              set.forEach(rows::add);
              return rows;
            })
        .recover(PgFailures::translate);
  }
}
