package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.alerts.Action;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.api.Unavailable;
import cn.yizhan.hub.notify.AddressGuard;
import cn.yizhan.hub.rules.RuleOverride;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.FreePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people and programs are told while nothing listens where the database was. */
class PgFailuresTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Actor ACTOR = new Actor("tester", Role.SYSTEM_ADMIN, null);
  private static final UUID ID = new UUID(1, 2);

  private final Vertx vertx = Vertx.vertx();
  private Pool pool;

  @BeforeEach
  void nothingListens() {
    PgConnectOptions nowhere =
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(FreePorts.one())
            .setDatabase("yizhan")
            .setUser("yizhan")
            .setPassword("none");
    pool = PgBuilder.pool().connectingTo(nowhere).using(vertx).build();
  }

  @AfterEach
  void close() {
    Await.result(vertx.close());
  }

  private static void assertUnavailable(Future<?> asked) {
    ExecutionException failed =
        assertThrows(
            ExecutionException.class,
            () -> asked.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
    assertInstanceOf(Unavailable.class, failed.getCause());
  }

  @Test
  void endpointsAreUnavailable(@TempDir Path folder) throws IOException {
    Peppers peppers = Peppers.open(folder.resolve("pepper"));
    PgEndpoints endpoints = new PgEndpoints(pool, peppers, new AddressGuard(List.of()), ZONE);
    assertUnavailable(endpoints.register(ACTOR, "o", "https://example.org/hook"));
    assertUnavailable(endpoints.list(ACTOR, "o"));
    assertUnavailable(endpoints.disable(ACTOR, ID, "moved"));
    assertUnavailable(endpoints.sendTest(ACTOR, ID));
  }

  @Test
  void rulesAreUnavailable() {
    PgRuleBook rules = new PgRuleBook(pool);
    Map<String, Double> params = Map.of("grace", 5.0);
    assertUnavailable(
        rules.create(ACTOR, new RuleOverride.Wanted("n", "A01", null, null, params, "why")));
    assertUnavailable(rules.withdraw(ACTOR, 1));
    assertUnavailable(rules.list(ACTOR));
  }

  @Test
  void acknowledgingIsUnavailable() {
    PgAlertBook alerts =
        new PgAlertBook(
            pool,
            AlertWriter.standard(new Style("PC", ZONE, null)),
            System::currentTimeMillis,
            step -> {});
    assertUnavailable(alerts.handle(ACTOR, ID, new Action.Acknowledge(), null));
  }
}
