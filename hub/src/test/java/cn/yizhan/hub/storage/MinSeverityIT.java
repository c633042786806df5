package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.WithDatabase;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An endpoint is told of what is as severe as it wants, or more. */
@WithDatabase
class MinSeverityIT {
  private final TestDatabase db;
  private final AlertFixture fixture;

  MinSeverityIT(TestDatabase db) {
    this.db = db;
    this.fixture = new AlertFixture(db);
    fixture.aStationOfAnOfficeWithTwoEndpointsOneOfThemDisabled();
  }

  @ParameterizedTest
  @CsvSource({
    "info, INFO, 1",
    "info, CRITICAL, 1",
    "minor, INFO, 0",
    "minor, MINOR, 1",
    "major, MINOR, 0",
    "major, MAJOR, 1",
    "critical, MAJOR, 0",
    "critical, CRITICAL, 1",
  })
  void whatIsLessSevereIsNotQueued(String least, Severity severity, int queued) {
    db.rows("update endpoint set min_severity = $1", least);

    fixture.apply(fixture.fact(Change.RAISED, severity, AlertFixture.START, Telling.LIVE));

    assertEquals(queued, db.number("select count(*) from outbox"));
  }

  @Test
  void whoWasToldThatItBeganIsToldThatItIsOver() {
    db.rows("update endpoint set min_severity = 'critical'");

    fixture.apply(fixture.raised(AlertFixture.START));
    fixture.apply(fixture.cleared(AlertFixture.START + 60_000));

    assertEquals(
        2,
        db.number("select count(*) from outbox where type in ('alert.raised', 'alert.cleared')"));
  }
}
