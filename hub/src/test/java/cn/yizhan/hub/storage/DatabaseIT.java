package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.CutProxy;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@WithDatabase
class DatabaseIT {

  @Test
  void aMigratedDatabaseTakesChanges(TestDatabase db) {
    Await.result(db.database().check());
    assertEquals(0, db.number("select count(*) from report"));
  }

  @Test
  void acknowledgedDataSurvivesTheMachine(TestDatabase db) {
    assertEquals("on", db.rows("show fsync").get(0).getString(0));
    assertEquals("on", db.rows("show synchronous_commit").get(0).getString(0));
  }

  @Test
  void aStatementThatTakesTooLongIsEndedByTheServer(TestDatabase db) {
    PgConnection connection = Await.result(db.database().connect("test", Duration.ofMillis(100)));
    Throwable failure = Await.failure(connection.query("select pg_sleep(20)").execute());
    assertTrue(failure.toString().contains("statement timeout"), failure.toString());
    Await.result(connection.close());
  }

  @Test
  void aStatementOfAnyLengthIsPreparedOnce(TestDatabase db) {
    PgConnection connection = Await.result(db.database().connect("test", Duration.ofSeconds(10)));
    String longOne = "select $1::int /* " + "long ".repeat(1_000) + "*/";
    Await.result(connection.preparedQuery(longOne).execute(Tuple.of(1)));
    Await.result(connection.preparedQuery(longOne).execute(Tuple.of(2)));
    String count =
        "select count(*)::int from pg_prepared_statements where length(statement) > 5000";
    assertEquals(
        1, Await.result(connection.query(count).execute()).iterator().next().getInteger(0));
    Await.result(connection.close());
  }

  @Test
  void whatIsNotAnsweredFailsAndItsConnectionIsReplaced(TestDatabase db) {
    DatabaseAddress direct = db.address();
    CutProxy proxy = new CutProxy(direct.port());
    DatabaseAddress through =
        DatabaseAddress.local(proxy.port(), direct.database(), direct.user(), direct.password());
    Database database = Database.open(db.vertx(), through, 1, Duration.ofSeconds(2));
    Pool pool = database.pool();
    Await.result(pool.query("select 1").execute());
    proxy.mute();
    Await.failure(pool.query("select 2").execute());
    Await.failure(pool.withTransaction(tx -> tx.query("select 3").execute()));
    proxy.up();
    Await.until("an answer", () -> answers(pool));
    proxy.freeze();
    Await.failure(pool.withTransaction(tx -> tx.query("select 4").execute()));
    proxy.up();
    Await.until("an answer", () -> answers(pool));
    Await.result(database.close());
    proxy.close();
  }

  private static boolean answers(Pool pool) {
    return Await.result(pool.query("select 1").execute().map(true).otherwise(false));
  }

  @Test
  void twoHubsMigrateAtOnce(TestDatabase db) {
    db.rows("drop schema public cascade");
    db.rows("create schema public");
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> migrate(db));
    migrate(db);
    other.join();
    assertEquals(0, db.number("select count(*) from flyway_schema_history where not success"));
    assertEquals(0, db.number("select count(*) from station"));
  }

  private static void migrate(TestDatabase db) {
    try {
      Migrations.run(db.address());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
