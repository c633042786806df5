package cn.yizhan.hub.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.Lifecycle;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatheringTest {
  private static Alert alert(String rule, String subject, Severity severity) {
    Fact fact =
        new Fact(
            "k",
            new Matter(rule, 1, subject),
            Change.RAISED,
            severity,
            0,
            Telling.LIVE,
            null,
            null);
    return Lifecycle.begin(fact, RuleCatalogue.standard().rule(rule), new UUID(1, 2), "PC-1", 0)
        .alert();
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void nothingUrgentWaits(Notice notice) {
    assertFalse(Gathering.waits(notice, alert("S02", "bay/3", Severity.CRITICAL)));
    assertFalse(Gathering.waits(notice, alert("S03", "bay/3", Severity.MAJOR)));
  }

  @Test
  void newsOfMinorAlertsWaitsAndWhatAsksSomebodyToActDoesNot() {
    EnumSet<Notice> atOnce = EnumSet.noneOf(Notice.class);
    for (Notice notice : Notice.values()) {
      if (!Gathering.waits(notice, alert("R01", "supply/water", Severity.MINOR))) {
        atOnce.add(notice);
      }
    }
    assertEquals(
        EnumSet.of(Notice.ASSIGNED, Notice.RECHECK_DUE, Notice.ESCALATED, Notice.REMINDED), atOnce);
  }

  @Test
  void thatAnEndpointTakesNothingDoesNotWaitForAMessageToIt() {
    Alert failing = alert("A08", "endpoint/" + new UUID(3, 4), Severity.MINOR);
    assertFalse(Gathering.waits(Notice.RAISED, failing));
  }

  @Test
  void whatWasKeptBackIsToldTogetherUnlessItIsCritical() {
    assertTrue(Gathering.together(alert("A01", "station", Severity.MAJOR)));
    assertFalse(Gathering.together(alert("S02", "bay/3", Severity.CRITICAL)));
  }

  @Test
  void itWaitsAQuarterOfTheTimeToAcknowledgeAtMostAndNewsOfItsCourseAsLongAsTheOfficeSays() {
    Alert offline = alert("A01", "station", Severity.MINOR);
    assertEquals(Duration.ofSeconds(450), Gathering.patience(Notice.RAISED, offline, 0));
    assertEquals(
        Duration.ZERO, Gathering.patience(Notice.WORSENED, offline, 3 * 3_600_000L), "overdue");
    assertNull(Gathering.patience(Notice.CLEARED, offline, 0));
    assertNull(Gathering.patience(Notice.RAISED, offline.dueBy(Alert.Due.NEVER), 0));
  }

  @Test
  void whatIsToldIsTrueOfTheAlertAsItIs() {
    Alert holds = alert("R01", "supply/water", Severity.MINOR);
    assertEquals(Notice.WORSENED, Gathering.latest(Notice.WORSENED, holds));
    assertEquals(Notice.RAISED, Gathering.latest(Notice.CLEARED, holds));
    Alert over = over(holds);
    assertEquals(Notice.CLEARED, Gathering.latest(Notice.RAISED, over));
    assertEquals(Notice.ACKNOWLEDGED, Gathering.latest(Notice.ACKNOWLEDGED, over));
  }

  private static Alert over(Alert alert) {
    Fact fact =
        new Fact(
            "k2",
            alert.matter(),
            Change.CLEARED,
            alert.state().severity(),
            1,
            Telling.LIVE,
            null,
            null);
    return Objects.requireNonNull(
            Lifecycle.change(
                fact, RuleCatalogue.standard().rule(alert.matter().rule()), alert, 0, 1))
        .alert();
  }
}
