package cn.yizhan.hub.health;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.testing.Await;
import cn.yizhan.protocol.rule.Severity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AlertCensusTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private double open(Severity severity) {
    Gauge gauge = registry.find("yizhan.alerts.open").tag("severity", severity.word()).gauge();
    return requireNonNull(gauge).value();
  }

  @Test
  void openAlertsAreShownAsTheyAreCountedAndNotAtAllWhenTheyCannotBe(Vertx vertx) {
    Deque<Future<Map<Severity, Long>>> counts =
        new ArrayDeque<>(
            List.of(
                Future.succeededFuture(Map.of(Severity.MAJOR, 3L)),
                Future.failedFuture("the database is away"),
                Future.succeededFuture(Map.of(Severity.MINOR, 1L))));
    AlertCensus census = new AlertCensus(vertx, counts::remove, new AlertMeters(registry));
    assertEquals(Double.NaN, open(Severity.MAJOR));
    Await.result(census.take());
    assertEquals(3, open(Severity.MAJOR));
    assertEquals(0, open(Severity.CRITICAL));
    Await.result(census.take());
    assertEquals(Double.NaN, open(Severity.MAJOR));
    Await.result(census.take());
    assertEquals(0, open(Severity.MAJOR));
    assertEquals(1, open(Severity.MINOR));
  }
}
