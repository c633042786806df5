package cn.yizhan.edge.bays;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.BayUse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bays that go off, by whoever's will. */
final class SwitchedOffTest {
  private final BayWatch watch = new BayWatch();

  @Test
  void aPauseByOrderGoesOnInTheSameSession() {
    watch.charged();
    watch.pause(610);
    watch.hear("bay/3/relay", 0, 611);
    watch.hear("bay/3/power", 0, 611);
    assertEquals("SuspendedEVSE", watch.state());
    watch.tick(1_600);
    watch.on(1_600);
    watch.hear("bay/3/relay", 0, 1_600.5);
    watch.tick(1_605);
    watch.hear("bay/3/relay", 1, 1_605);
    watch.power(150, 1_605, 1_700);
    assertEquals("Charging", watch.state());
    assertEquals(1, watch.told("session.started").size());
    assertEquals(List.of(), watch.told("session.ended"));
  }

  @Test
  void aPauseThatIsNotLiftedEndsTheSession() {
    watch.charged();
    watch.pause(610);
    watch.hear("bay/3/relay", 0, 611);
    watch.tick(2_409);
    assertEquals(List.of(), watch.told("session.ended"));
    watch.tick(2_410);
    assertEquals("PowerLoss", watch.reason());
    assertEquals(610, watch.number("end"));
  }

  @ParameterizedTest
  @CsvSource({
    "S01, Smoke",
    "S02@4, OverTemperature",
    "S03, OverPower",
    "S04, TimeLimit",
    "S05, Full",
    "S06, Leakage",
    "S13, EmergencyStop",
    "S15, DeadMan",
    "S17, Misuse"
  })
  void whatARuleSwitchesOffEndsForItsReason(String rule, String reason) {
    watch.charged();
    watch.off(Objects.requireNonNull(StopReason.ofRule(rule)), 610);
    assertEquals("SuspendedEVSE", watch.state());
    watch.hear("bay/3/relay", 0, 610.4);
    assertEquals(reason, watch.reason());
    assertEquals(610.4, watch.number("end"), 1e-6);
    watch.tick(90_000);
    assertEquals("Finishing", watch.state(), "nobody knows that it left");
  }

  @Test
  void aBayThatSafetyHoldsIsFaultedAndNeedsAStart() {
    watch.charged();
    watch.facts.addAll(watch.charging.latched(Map.of(3, StopReason.SMOKE), watch.at(610)));
    watch.hear("bay/3/relay", 0, 610.2);
    assertEquals("Smoke", watch.reason());
    assertEquals("Faulted", watch.state());
    watch.facts.addAll(watch.charging.latched(Map.of(), watch.at(5_000)));
    assertEquals("Finishing", watch.state());
    watch.hear("bay/3/plug", 0, 5_010);
    watch.tick(5_020);
    assertEquals("Unavailable", watch.state());
    watch.on(5_030);
    watch.hear("bay/3/relay", 1, 5_031);
    assertEquals("Available", watch.state());
  }

  @Test
  void aRelayThatDefiesIsFaultedAndTheSessionEndsAllTheSame() {
    watch.charged();
    watch.off(StopReason.TIME_LIMIT, 610);
    watch.hear("bay/3/relay", 1, 612);
    watch.tick(620);
    assertEquals("TimeLimit", watch.reason());
    watch.hear("bay/3/relay", 1, 621);
    assertEquals("Faulted", watch.state());
    watch.power(150, 622, 700);
    assertEquals(1, watch.told("session.started").size(), "no session in a bay ordered off");
    watch.hear("bay/3/relay", 0, 700);
    assertEquals("Finishing", watch.state());
  }

  @Test
  void aBayThatGoesOffByItselfHasLostItsPower() {
    watch.charged();
    watch.hear("bay/3/relay", 0, 610);
    watch.tick(610.9);
    assertEquals(List.of(), watch.told("session.ended"));
    watch.tick(611);
    assertEquals("PowerLoss", watch.reason());
    watch.tick(620);
    assertEquals("Unavailable", watch.state());
  }

  @ParameterizedTest
  @ValueSource(doubles = {609, 610.5})
  void whyItWentOffMayBecomeKnownBeforeOrAfter(double known) {
    watch.charged();
    Moment then = watch.at(known);
    if (known < 610) {
      watch.facts.addAll(watch.charging.explain(3, StopReason.DEAD_MAN, then));
    }
    watch.hear("bay/3/relay", 0, 610);
    if (known > 610) {
      watch.facts.addAll(watch.charging.explain(3, StopReason.DEAD_MAN, then));
    }
    assertEquals("DeadMan", watch.reason());
    assertEquals(610, watch.number("end"));
  }

  @Test
  void hardwareThatIsNotHeardForHalfAnHourEndsTheSession() {
    watch.charged();
    watch.hear("bay/3/temperature", 25, 2_000);
    watch.tick(600 + 1_799);
    assertEquals(List.of(), watch.told("session.ended"));
    watch.tick(600 + 1_800);
    assertEquals("PowerLoss", watch.reason());
    assertEquals(600, watch.number("end"));
  }

  @Test
  void aBayTakenOutOfUseIsUnavailableAndItsSessionEnds() {
    watch.charged();
    watch.facts.addAll(watch.charging.available(3, false, watch.at(610)));
    watch.hear("bay/3/relay", 0, 611);
    assertEquals("Remote", watch.reason());
    assertEquals("Unavailable", watch.state());
  }

  @Test
  void aBayThatIsNoneAnyMoreEndsItsSession() {
    watch.charged();
    watch.facts.addAll(watch.charging.revise(Map.of(2, BayUse.PHONE), watch.at(700)));
    assertEquals("Remote", watch.reason());
    assertEquals(new TreeMap<>(), watch.charging.states());
  }

  @Test
  void aReadingThatComesLateBeginsNoSessionBeforeTheEndOfTheLastOne() {
    watch.charged();
    watch.off(StopReason.REMOTE, 610);
    watch.hear("bay/3/relay", 0, 619);
    watch.on(620);
    watch.hear("bay/3/relay", 1, 621);
    watch.hearLate("bay/3/power", 150, 612, 622);
    watch.power(150, 630, 650);
    assertEquals(619, watch.number("end"));
    Object start = watch.told("session.started").get(1).data().get("start");
    assertEquals(BayWatch.T0 / 1000.0 + 619, start);
  }
}
