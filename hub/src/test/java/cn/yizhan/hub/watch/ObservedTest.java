package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Clocks, connections and configurations of stations; times in seconds. */
class ObservedTest {
  private boolean expected = true;
  private boolean online = true;
  private Observed.@Nullable Clock clock;
  private List<Observed.Connection> connections = List.of();
  private Observed.@Nullable Drift drift;
  private Map<String, Observed.Told> told = Map.of();
  private Thresholds thresholds = Thresholds.standard();

  private List<String> at(long now, long accepting) {
    Observed observed =
        new Observed(1, expected, online, clock, connections, drift, told, thresholds);
    return observed.judge(now * 1000, accepting * 1000).stream().map(ObservedTest::words).toList();
  }

  private static String words(Fact fact) {
    return "%s %s %s %d"
        .formatted(
            fact.matter().rule(), fact.change().word(), fact.severity().word(), fact.at() / 1000);
  }

  private static Observed.Clock off(double seconds) {
    return new Observed.Clock(90_000, Math.round(seconds * 1000));
  }

  private void open(String rule, Severity severity, long since) {
    told = Map.of(rule, new Observed.Told(severity, since * 1000));
  }

  @Test
  void aClockIsOffByMoreThanFiveSecondsAndBadlyByMoreThanAMinute() {
    clock = off(5);
    assertEquals(List.of(), at(100, 0));
    clock = off(5.1);
    assertEquals(List.of("A05 raised minor 90"), at(100, 0));
    clock = off(60.5);
    assertEquals(List.of("A05 raised major 90"), at(100, 0));
    open("A05", Severity.MINOR, 10);
    assertEquals(List.of("A05 worsened major 90"), at(100, 0));
    clock = off(0);
    assertEquals(List.of("A05 cleared minor 90"), at(100, 0));
  }

  @Test
  void whatIsToldIsNotToldAgain() {
    clock = off(30);
    open("A05", Severity.MINOR, 10);
    assertEquals(List.of(), at(100, 0));
  }

  @Test
  void aStationThatIsNotHeardIsNotJudged() {
    clock = off(300);
    drift = new Observed.Drift(true, 0);
    online = false;
    assertEquals(List.of(), at(100_000, 0));
    open("A05", Severity.MINOR, 10);
    assertEquals(List.of(), at(100_000, 0));
  }

  @Test
  void whatIsOpenEndsWhenAStationIsNotExpectedAnyMore() {
    expected = false;
    open("A07", Severity.MINOR, 10);
    assertEquals(List.of("A07 cleared minor 100"), at(100, 0));
  }

  private void births(long from, long every, String... epochs) {
    List<Observed.Connection> all = new ArrayList<>();
    for (int i = 0; i < epochs.length; i++) {
      all.add(new Observed.Connection((from + i * every) * 1000, epochs[i]));
    }
    connections = all;
  }

  @Test
  void manyConnectionsWithinAnHourAreFlapping() {
    births(10_000, 300, "a", "a", "a", "a", "a", "a");
    assertEquals(List.of(), at(12_000, 0));
    births(10_000, 300, "a", "a", "a", "a", "a", "a", "a");
    assertEquals(List.of("A06 raised minor 11800"), at(12_000, 0));
    births(10_000, 900, "a", "a", "a", "a", "a", "a", "a");
    assertEquals(List.of(), at(16_000, 0));
  }

  @Test
  void flappingIsOverWhenTheConnectionsHaveLeftTheWindow() {
    births(10_000, 300, "a", "a", "a", "a", "a", "a", "a");
    open("A06", Severity.MINOR, 11_800);
    assertEquals(List.of(), at(13_000, 0));
    assertEquals(List.of("A06 cleared minor 13900"), at(14_000, 0));
  }

  @Test
  void twoMachinesWithOneSecretTakeTurns() {
    births(10_000, 60, "a", "b", "a", "b", "a");
    assertEquals(List.of("A06 raised major 10240"), at(10_300, 0));
  }

  @Test
  void aMachineThatWasExchangedOrBeginsAnewIsNoSecondOne() {
    births(10_000, 60, "a", "b", "c", "d", "d");
    assertEquals(List.of(), at(10_300, 0));
  }

  @Test
  void ourOwnOutageMakesNoStationFlap() {
    births(10_000, 60, "a", "a", "a", "a", "a", "a", "a", "a");
    assertEquals(List.of(), at(10_600, 10_400));
    births(10_000, 60, "a", "b", "a", "b", "a", "b");
    assertEquals(List.of(), at(10_600, 10_250));
  }

  @Test
  void anotherConfigurationThanTheOneWantedIsADriftAfterAQuarterOfAnHour() {
    drift = new Observed.Drift(true, 1_000_000);
    assertEquals(List.of(), at(1_899, 0));
    assertEquals(List.of("A07 raised minor 1900"), at(1_900, 0));
    assertEquals(List.of(), at(1_900, 1_500));
    open("A07", Severity.MINOR, 1_900);
    drift = new Observed.Drift(false, 2_000_000);
    assertEquals(List.of("A07 cleared minor 2000"), at(2_100, 0));
  }

  @Test
  void whatIsTooManyIsData() {
    thresholds = new Thresholds(Map.of("A06", Map.of("connections", 2.0)));
    births(10_000, 60, "a", "a", "a");
    assertEquals(List.of("A06 raised minor 10120"), at(10_300, 0));
  }
}
