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
    return new Absence(1, true, false, since * 1000, Absence.Charge.NONE, told, STANDARD);
  }

  private static Absence online(@Nullable Severity told) {
    return new Absence(1, true, true, 100_000, Absence.Charge.NONE, told, STANDARD);
  }

  private static Absence unexpected(@Nullable Severity told) {
    return new Absence(1, false, false, 0, Absence.Charge.NONE, told, STANDARD);
  }

  private static Absence charging(boolean stated, double power, Thresholds thresholds) {
    Absence.Charge charge = new Absence.Charge(stated, power);
    return new Absence(1, true, false, 100_000, charge, null, thresholds);
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
    assertEquals(List.of(), told(online(Severity.MAJOR), 399, 0));
    assertEquals(
        List.of("A01/station/cleared/400000 major 400"), told(online(Severity.MAJOR), 400, 0));
    assertEquals(List.of(), told(online(null), 999, 0));
  }

  @Test
  void aStationThatIsNotExpectedIsNotMissed() {
    assertEquals(List.of(), told(unexpected(null), 99_999, 0));
    assertEquals(
        List.of("A01/station/cleared/5000000 minor 5000"),
        told(unexpected(Severity.MINOR), 5000, 0));
  }

  @Test
  void aStationThatWentAwayWhileChargingIsMissedBadlyAtOnceAfterTenMinutes() {
    List<String> badly = List.of("A01/station/raised/700000 major 700");
    assertEquals(List.of(), told(charging(true, 0, STANDARD), 699, 0));
    assertEquals(badly, told(charging(true, 0, STANDARD), 700, 0));
    assertEquals(badly, told(charging(false, 10.5, STANDARD), 700, 0));
    assertEquals(
        List.of("A01/station/raised/700000 minor 700"),
        told(charging(false, 10, STANDARD), 700, 0));
  }

  @Test
  void whatChargingMeansIsData() {
    Thresholds others =
        new Thresholds(Map.of("A01", Map.of("minorAfter", 300.0, "majorAfterCharging", 400.0)));
    assertEquals(
        List.of("A01/station/raised/400000 minor 400"), told(charging(true, 0, others), 499, 0));
    assertEquals(
        List.of("A01/station/raised/500000 major 500"), told(charging(true, 0, others), 500, 0));
    Thresholds deaf = new Thresholds(Map.of("A01", Map.of("chargingPower", 50.0)));
    assertEquals(
        List.of("A01/station/raised/700000 minor 700"), told(charging(false, 50, deaf), 700, 0));
    Thresholds quick = new Thresholds(Map.of("A01", Map.of("majorAfter", 200.0)));
    assertEquals(
        List.of("A01/station/raised/300000 major 300"), told(charging(true, 0, quick), 300, 0));
  }

  @Test
  void anOverrideShortensTheWait() {
    Thresholds demo =
        new Thresholds(Map.of("A01", Map.of("grace", 5.0, "minorAfter", 20.0, "clearHold", 10.0)));
    Absence silent = charging(false, 0, demo);
    assertEquals(List.of(), told(silent, 119, 0));
    assertEquals(List.of("A01/station/raised/120000 minor 120"), told(silent, 120, 0));
  }
}
