package cn.yizhan.hub.testing;

import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.embedded.EmbeddedPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A migrated database of one test class, with a Vert.x and a pool to it. */
public final class TestDatabase {
  private final Vertx vertx;
  private final Database database;
  private final DatabaseAddress reader;
  private final DatabaseAddress administrator;

  TestDatabase(
      Vertx vertx, Database database, DatabaseAddress reader, DatabaseAddress administrator) {
    this.vertx = vertx;
    this.database = database;
    this.reader = reader;
    this.administrator = administrator;
  }

  /**
   * The database of a server that a test runs for itself.
   *
   * @param vertx runs the connections; closing it closes them
   * @param postgres the running server
   */
  public static TestDatabase open(Vertx vertx, EmbeddedPostgres postgres) throws IOException {
    return new TestDatabase(
        vertx,
        Database.open(vertx, postgres.owner(), 4),
        postgres.reader(),
        postgres.administrator());
  }

  /** The class's Vert.x; closed after its last test. */
  public Vertx vertx() {
    return vertx;
  }

  /** The database as the hub has it. */
  public Database database() {
    return database;
  }

  /** Pool as the hub's role. */
  public Pool pool() {
    return database.pool();
  }

  /** The hub's login. */
  public DatabaseAddress address() {
    return database.address();
  }

  /** The dashboards' login. */
  public DatabaseAddress reader() {
    return reader;
  }

  /** The server administrator's login to this database. */
  public DatabaseAddress administrator() {
    return administrator;
  }

  /** Runs a statement and returns its rows. */
  public List<Row> rows(String sql, Object... parameters) {
    List<Row> rows = new ArrayList<>();
    Await.result(pool().preparedQuery(sql).execute(Tuple.wrap(parameters))).forEach(rows::add);
    return rows;
  }

  /** The first column of the one row, as a number. */
  public long number(String sql, Object... parameters) {
    Number value = (Number) rows(sql, parameters).get(0).getValue(0);
    return value.longValue();
  }

  /** Empties every table, for tests of one class that would see each other's rows. */
  public void clear() {
    List<String> tables = new ArrayList<>();
    for (Row row :
        rows(
            "select quote_ident(relname) from pg_class where relnamespace = 'public'::regnamespace"
                + " and relkind in ('r', 'p') and not relispartition"
                + " and relname <> 'flyway_schema_history'")) {
      tables.add(row.getString(0));
    }
    String truncate = "truncate " + String.join(", ", tables) + " restart identity";
    Await.result(pool().query(truncate).execute().recover(e -> again(truncate, e)));
  }

  /** A statement that a stopped hub had under way may stand in the way once. */
  private Future<RowSet<Row>> again(String truncate, Throwable cause) {
    return cause instanceof PgException failure && failure.getSqlState().equals("40P01")
        ? pool().query(truncate).execute()
        : Future.failedFuture(cause);
  }
}
