package cn.yizhan.hub.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TwinTest {
  private static final String HEAT = "bay/1/temperature";
  private static final String POWER = "bay/1/power";

  private final Story story = new Story();

  private void tells(String... expected) {
    assertEquals(List.of(expected), story.told());
  }

  @Test
  void whatHappensWhileHeardIsToldLive() {
    story.birth(0, 0).data(0, POWER, 1500).data(12, POWER, 1500).data(20, POWER, 0);
    story.data(31, POWER, 0);
    tells("S03 bay/1 raised major 10 live", "S03 bay/1 cleared major 30 live");
  }

  @Test
  void aReadingHeldLongEnoughIsToldByTheClock() {
    story.data(0, POWER, 1500).tick(14.9);
    tells();
    story.tick(15).tick(16);
    tells("S03 bay/1 raised major 10 live");
  }

  @Test
  void anEpisodeOverBeforeTheLaneHasCaughtUpIsRetrospective() {
    story.birth(5, 0).delayed(5000).data(0, POWER, 1500).data(15, POWER, 1500);
    story.tick(5016);
    tells();
    story.data(20, POWER, 0).data(40, POWER, 0).data(60, POWER, 0);
    tells("S03 bay/1 raised major 10 retrospective", "S03 bay/1 cleared major 30 retrospective");
  }

  @Test
  void anEpisodeOverInsideOneMessageIsRetrospective() {
    story.message(
        Lane.DATA,
        60,
        List.of(
            Story.reading(0, POWER, 1500),
            Story.reading(20, POWER, 0),
            Story.reading(60, POWER, 0)),
        List.of());
    tells("S03 bay/1 raised major 10 retrospective", "S03 bay/1 cleared major 30 retrospective");
  }

  @Test
  void whatStillHoldsWhenTheLaneHasCaughtUpIsToldAtOnceAndMarkedDelayed() {
    story.birth(3, 0).delayed(500).data(0, POWER, 1500).data(15, POWER, 1500);
    tells();
    story.delayed(0).data(520, POWER, 1500);
    tells("S03 bay/1 raised major 10 delayed");
  }

  @Test
  void noHoldCompletesByTheClockWhileTheLaneIsBehind() {
    story.data(0, POWER, 1500).birth(2, 0).tick(60);
    tells();
    story.data(5, POWER, 100).data(70, POWER, 100).tick(200);
    tells();
  }

  @Test
  void messagesOfAnotherEpochThatAreNotLateEndTheWaiting() {
    story.twin().declared(Map.of(Lane.DATA, new LanePosition("older", 900)));
    story.data(0, POWER, 1500).data(12, POWER, 1500);
    tells("S03 bay/1 raised major 10 live");
  }

  @Test
  void stationAndHubMakeOneConditionWhoeverIsFirst() {
    story.data(0, POWER, 1500).cut(10.4, "S03@1").data(10.5, POWER, 1500);
    tells("S03 bay/1 raised major 10 live latched");
    Story hubFirst = new Story().data(0, POWER, 1500).data(11, POWER, 1500).cut(10.4, "S03@1");
    assertEquals(
        List.of("S03 bay/1 raised major 10 live", "S03 bay/1 acted major 10 live latched"),
        hubFirst.told());
  }

  @Test
  void whatTheStationDidIsToldOnceHoweverOftenItSaysSo() {
    story.cut(10, "S02@1");
    story.event(100, "safety.latched", "S02@1", Map.of());
    story.event(200, "safety.latched", "S02@1", Map.of());
    tells("S02 bay/1 raised critical 10 live latched");
  }

  @Test
  void theLimitThatWasBrokenGivesTheSeverity() {
    Map<String, Object> data =
        Map.of("latched", true, "limit", 55.0, "value", 57.5, "reactionMs", 180.0);
    story.event(10, "safety.cut", "S02@1", data);
    tells("S02 bay/1 raised major 10 live latched");
    Fact fact = story.facts().get(0);
    assertNotNull(fact.reading());
    assertEquals(57.5, fact.reading().value());
    assertEquals(HEAT, fact.reading().point());
    assertEquals(30, fact.reading().holdSeconds());
    assertNotNull(fact.edgeAction());
    assertEquals(180.0, fact.edgeAction().reactionMs());
  }

  @Test
  void aLatchNotResetKeepsTheConditionOpen() {
    story.data(0, POWER, 1500).cut(10, "S03@1").data(11, POWER, 0);
    for (int t = 60; t < 4000; t += 60) {
      story.data(t, POWER, 0).tick(t + 30);
    }
    tells("S03 bay/1 raised major 10 live latched");
    story.reset(4000, "S03@1").data(4001, POWER, 0);
    tells(
        "S03 bay/1 raised major 10 live latched",
        "S03 bay/1 acted major 4000 live released",
        "S03 bay/1 cleared major 4000 live");
  }

  @Test
  void anActThatOvertakesTheBacklogOpensAtOnceAndOlderEpisodesStayTheirOwn() {
    story.birth(6, 0).cut(9000, "S03@1");
    tells("S03 bay/1 raised major 9000 live latched");
    story.delayed(9000).data(0, POWER, 1500).data(20, POWER, 0).data(40, POWER, 0);
    story.delayed(100).data(8985, POWER, 1500).data(9001, POWER, 0).data(9060, POWER, 0);
    assertEquals(
        List.of(
            "S03 bay/1 raised major 9000 live latched",
            "S03 bay/1 raised major 10 retrospective",
            "S03 bay/1 cleared major 30 retrospective"),
        story.told());
    story.reset(9100, "S03@1").tick(9106);
    assertEquals("S03 bay/1 cleared major 9100 live", story.told().get(story.told().size() - 1));
  }

  @Test
  void aLatchFoundInABacklogIsToldDelayedWhenItsLaneHasCaughtUp() {
    story.birth(50, 2).delayed(3000).cut(10, "S02@1");
    tells();
    story.delayed(0).urgent(3020, "room/smoke", 0);
    tells("S02 bay/1 raised critical 10 delayed latched");
  }

  @Test
  void aCutThatWasResetBeforeItBecameKnownIsRetrospective() {
    story.birth(3, 2).delayed(5000).cut(10, "S03@1").reset(200, "S03@1");
    story.data(11, POWER, 0).data(190, POWER, 0);
    tells();
    story.data(300, POWER, 0);
    tells(
        "S03 bay/1 raised major 10 retrospective latched",
        "S03 bay/1 cleared major 200 retrospective");
  }

  @Test
  void actsOnWhatIsNotRegisteredAreNoFacts() {
    story.event(1, "safety.cut", "S99@1", Map.of());
    story.event(2, "safety.cut", "nonsense", Map.of());
    story.event(3, "stock.counted", "S02@1", Map.of());
    tells();
  }

  @Test
  void missingMessagesAreToldAndClearAfterAnHourWithoutFurtherOnes() {
    story.birth(90, 0).gap(100).gap(2000).tick(5604);
    tells("A04 station raised minor 100 live");
    story.tick(5605);
    tells("A04 station raised minor 100 live", "A04 station cleared minor 5600 live");
  }

  @Test
  void ofAStationNotHeardNoEndIsTold() {
    story.data(0, POWER, 1500).tick(15, 0);
    tells("S03 bay/1 raised major 10 live");
    story.data(20, POWER, 0).tick(100, 20);
    tells("S03 bay/1 raised major 10 live");
    story.data(29, POWER, 1500).data(35, POWER, 0).data(45, POWER, 0);
    tells("S03 bay/1 raised major 10 live", "S03 bay/1 cleared major 45 live");
  }

  @Test
  void aReadingThatStepsBackIsMarkedAndNotJudged() {
    story.urgent(100, "room/smoke", 0);
    Folded folded =
        story
            .twin()
            .accept(
                new Arrival(
                    Lane.EVENT,
                    "J1",
                    2,
                    101_000,
                    false,
                    List.of(new Reading("room/smoke", 99_000, 1), new Reading("sos", 99_000, 0)),
                    List.of(),
                    "k"));
    BitSet first = new BitSet();
    first.set(0);
    assertEquals(first, folded.steppedBack());
    assertEquals(List.of(), folded.facts());
    Reading latest = story.twin().latest().get("room/smoke");
    assertNotNull(latest);
    assertEquals(100_000, latest.at());
  }

  @Test
  void positionsAreThoseOfTheLastMessageAndBarePacksHaveNone() {
    assertEquals(new LanePosition("", 0), story.twin().position(Lane.DATA));
    story.data(0, POWER, 1).data(1, POWER, 1).restart();
    story.twin().accept(new Arrival(Lane.DATA, "", 0, 5000, false, List.of(), List.of(), "hash"));
    assertEquals(new LanePosition("J1", 2), story.twin().position(Lane.DATA));
    assertEquals(new LanePosition("", 0), story.twin().position(Lane.EVENT));
  }

  @Test
  void aChangedRegistrationCountsFromTheNextTickOn() {
    story.data(0, POWER, 500).tick(100);
    Profile stricter =
        new Profile(
            7,
            Story.STATION.code(),
            List.of(new Config.Bay(1, BayUse.E_BIKE)),
            List.of(),
            new Thresholds(Map.of("S03", Map.of("limit", 400.0))));
    story.twin().profile(stricter);
    story.tick(110).tick(120);
    tells("S03 bay/1 raised major 115 live");
  }

  @Test
  void aThresholdCountsFromItsOwnTimeForLateReadingsToo() {
    story.data(0, POWER, 500);
    NavigableMap<Long, Thresholds> course =
        new TreeMap<>(
            Map.of(
                Long.MIN_VALUE,
                Thresholds.standard(),
                300_000L,
                new Thresholds(Map.of("S03", Map.of("limit", 400.0)))));
    story
        .twin()
        .profile(
            new Profile(
                7,
                Story.STATION.code(),
                Story.STATION.bays(),
                Story.STATION.items(),
                course.lastEntry().getValue(),
                Story.STATION.wiring(),
                course));
    story.data(100, POWER, 500).data(200, POWER, 500).data(290, POWER, 500);
    story.data(400, POWER, 500);
    tells("S03 bay/1 raised major 310 live");
  }

  @Test
  void aStateOfOtherBytesIsRefused() {
    story.data(0, POWER, 1500).cut(10, "S03@1");
    byte[] state = story.twin().state();
    for (int length = 0; length < state.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(state, length);
      assertThrows(IllegalArgumentException.class, () -> Twin.restore(Story.STATION, cut));
    }
    state[0]++;
    assertThrows(IllegalArgumentException.class, () -> Twin.restore(Story.STATION, state));
  }
}
