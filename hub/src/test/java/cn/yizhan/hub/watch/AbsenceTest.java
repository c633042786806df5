package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AbsenceTest {
  private static final Thresholds STANDARD = Thresholds.standard();

  private static List<String> told(Absence absence, long now, long accepting) {
    return absence.judge(now * 1000, accepting * 1000).stream().map(AbsenceTest::words).toList();
  }

  private static String words(Fact fact) {
    return fact.key() + ' ' + fact.severity().word() + ' ' + fact.at() / 1000;
  }

  private static Absence offline(long since, @Nullable Severity told) {
    return new Absence(1, true, false, since * 1000, told, STANDARD);
  }

  @Test
  void aStationIsMissedAfterTenMinutesAndBadlyAfterAnHour() {
    assertEquals(List.of(), told(offline(100, null), 699, 0));
    assertEquals(List.of("A01/station/raised/700000 minor 700"), told(offline(100, null), 700, 0));
    assertEquals(List.of(), told(offline(100, Severity.MINOR), 3699, 0));
    assertEquals(
        List.of("A01/station/worsened/3700000 major 3700"),
        told(offline(100, Severity.MINOR), 3700, 0));
    assertEquals(List.of(), told(offline(100, Severity.MAJOR), 99_999, 0));
  }

  @Test
  void whatIsFoundLaterHasTheSameKey() {
    assertEquals(told(offline(100, null), 701, 0), told(offline(100, null), 3000, 0));
  }

  @Test
  void theGraceStartsAnewWhenTheHubBeginsToAccept() {
    assertEquals(List.of(), told(offline(100, null), 5599, 5000));
    assertEquals(
        List.of("A01/station/raised/5600000 minor 5600"), told(offline(100, null), 5600, 5000));
  }

  @Test
  void itIsOverAfterFiveMinutesOnline() {
    Absence back = new Absence(1, true, true, 100_000, Severity.MAJOR, STANDARD);
    assertEquals(List.of(), told(back, 399, 0));
    assertEquals(List.of("A01/station/cleared/400000 major 400"), told(back, 400, 0));
    assertEquals(List.of(), told(new Absence(1, true, true, 100_000, null, STANDARD), 999, 0));
  }

  @Test
  void aStationThatIsNotExpectedIsNotMissed() {
    assertEquals(List.of(), told(new Absence(1, false, false, 0, null, STANDARD), 99_999, 0));
    Absence suspended = new Absence(1, false, false, 0, Severity.MINOR, STANDARD);
    assertEquals(List.of("A01/station/cleared/5000000 minor 5000"), told(suspended, 5000, 0));
  }

  @Test
  void anOverrideShortensTheWait() {
    Thresholds demo =
        new Thresholds(Map.of("A01", Map.of("grace", 5.0, "minorAfter", 20.0, "clearHold", 10.0)));
    Absence silent = new Absence(1, true, false, 100_000, null, demo);
    assertEquals(List.of(), told(silent, 119, 0));
    assertEquals(List.of("A01/station/raised/120000 minor 120"), told(silent, 120, 0));
  }
}
