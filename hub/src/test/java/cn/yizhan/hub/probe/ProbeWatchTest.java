package cn.yizhan.hub.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.probe.Course.Decision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProbeWatchTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Boolean> broken = new ArrayList<>();
  private int woken;
  private long steady;
  private Future<ProbeBook.Reviewed> answer = Future.failedFuture("the database is away");
  private final ProbeWatch watch =
      new ProbeWatch(
          judge -> answer, new ProbeMeters(registry), broken::add, () -> woken++, () -> steady);

  private double failures(Stage stage) {
    return registry.counter("yizhan.alert.path.failures", "step", stage.word()).count();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private static ProbeBook.Reviewed reviewed(Decision done, Stage reached, boolean failed) {
    return new ProbeBook.Reviewed(
        done, new Probe(new UUID(0, 1), 0, null, failed, reached, null), 90_500L, 0.25, failed);
  }

  @Test
  void everyFigureIsThereBeforeTheFirstProbe() {
    assertTrue(Double.isNaN(gauge("yizhan.alert.path")));
    assertTrue(Double.isNaN(gauge("yizhan.alert.path.last.success.timestamp")));
    for (Stage stage : Stage.values()) {
      assertEquals(0, failures(stage));
    }
  }

  @Test
  void whatCannotBeRaisedForTwoMinutesIsAFailureOnceAnHour() {
    watch.look();
    steady = 119_999;
    watch.look();
    assertEquals(0, failures(Stage.RAISED));
    assertEquals(List.of(), broken);
    steady = 120_000;
    watch.look();
    watch.look();
    assertEquals(1, failures(Stage.RAISED));
    assertEquals(List.of(true, true), broken);
    steady = 120_000 + Course.EVERY.toMillis();
    watch.look();
    assertEquals(2, failures(Stage.RAISED));
  }

  @Test
  void aLookThatSucceedsBeginsTheTwoMinutesAnew() {
    watch.look();
    steady = 60_000;
    answer = Future.succeededFuture(reviewed(Decision.WAIT, Stage.VERIFIED, false));
    watch.look();
    answer = Future.failedFuture("away again");
    steady = 61_000;
    watch.look();
    steady = 130_000;
    watch.look();
    assertEquals(0, failures(Stage.RAISED));
    assertEquals(List.of(false), broken);
  }

  @Test
  void aFailureIsCountedUnderTheStepThatWasNotReached() {
    answer = Future.succeededFuture(reviewed(Decision.FAIL, Stage.QUEUED, true));
    watch.look();
    answer = Future.succeededFuture(reviewed(Decision.WAIT, Stage.QUEUED, true));
    watch.look();
    assertEquals(1, failures(Stage.SENT));
    assertEquals(0, failures(Stage.VERIFIED));
    assertEquals(List.of(true, true), broken);
    assertEquals(90.5, gauge("yizhan.alert.path.last.success.timestamp"));
    assertEquals(0.25, gauge("yizhan.alert.path"));
  }

  @Test
  void theCourierIsWokenWhenSomethingWasQueuedAndOnlyThen() {
    for (Decision decision : List.of(Decision.BEGIN, Decision.END)) {
      answer = Future.succeededFuture(reviewed(decision, Stage.VERIFIED, false));
      watch.look();
    }
    assertEquals(2, woken);
    for (Decision decision : List.of(Decision.WAIT, Decision.FINISH, Decision.FAIL)) {
      answer = Future.succeededFuture(reviewed(decision, Stage.VERIFIED, false));
      watch.look();
    }
    assertEquals(2, woken);
  }

  @Test
  void withoutAnySuccessTheTimeIsZeroSoThatItIsOld() {
    answer = Future.succeededFuture(new ProbeBook.Reviewed(Decision.WAIT, null, null, null, false));
    watch.look();
    assertEquals(0, gauge("yizhan.alert.path.last.success.timestamp"));
    assertTrue(Double.isNaN(gauge("yizhan.alert.path")));
  }
}
