package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import io.vertx.pgclient.PgConnection;
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
