package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.ingest.Batch.SavedTwin;
import cn.yizhan.hub.ingest.Batch.Stand;
import cn.yizhan.hub.rules.Arrival;
import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Item;
import cn.yizhan.hub.rules.Missing;
import cn.yizhan.hub.rules.Occurrence;
import cn.yizhan.hub.rules.OpenCondition;
import cn.yizhan.hub.rules.Profile;
import cn.yizhan.hub.rules.Twin;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a station's fold is made from what is stored. Times in seconds after the beginning. */
class StationFoldTest {
  private static final long BEGIN = 1_800_000_000_000L;
  private static final String POWER = "bay/1/power";

  private static long at(double seconds) {
    return BEGIN + Math.round(seconds * 1000);
  }

  private static Profile profile(Thresholds thresholds) {
    return new Profile(
        7,
        new StationCode("pc-007"),
        List.of(new Config.Bay(1, BayUse.E_BIKE)),
        List.of(new Item("water", "l", 20, 5)),
        thresholds);
  }

  private static final Profile STATION = profile(Thresholds.standard());

  /** A message of the data lane with one reading of power; number 0 for one without envelope. */
  private static Arrival power(long seq, double seconds, double watts) {
    return new Arrival(
        Lane.DATA,
        seq == 0 ? "" : "J1",
        seq,
        at(seconds),
        false,
        List.of(new Reading(POWER, at(seconds), watts)),
        List.of(),
        "data/J1/" + seq);
  }

  private static StationStore.Opened opened(
      Profile profile, @Nullable Twin saved, long stand, Occurrence... tail) {
    return new StationStore.Opened(
        3,
        Map.of(Lane.DATA, new Stand(stand == 0 ? 0 : 1, stand)),
        new StationStore.Registration(profile, 1),
        new StationStore.Codes(new HashMap<>(Map.of("J1", 1)), new HashMap<>()),
        saved == null ? null : new SavedTwin(saved.state(), at(0)),
        List.of(tail),
        0);
  }

  private static StationFold made(Profile profile, List<OpenCondition> open, Occurrence... past) {
    StationFold fold = StationFold.anew(opened(profile, null, 0));
    List.of(past).forEach(each -> fold.takeUp(each, at(100_000)));
    fold.takeUp(open);
    return fold;
  }

  private static List<String> found(List<Fact> facts) {
    List<String> found = new ArrayList<>();
    for (Fact fact : facts) {
      found.add(
          "%s %s %d %s"
              .formatted(
                  fact.matter().rule(),
                  fact.change().word(),
                  (fact.at() - BEGIN) / 1000,
                  fact.telling()));
    }
    return found;
  }

  private static List<String> tick(StationFold fold, double seconds) {
    return found(fold.twin().tick(at(seconds), at(seconds)));
  }

  @Test
  void aPackWithoutAnEnvelopeStoredAfterTheTwinWasSavedEntersIt() {
    Twin saved = Twin.fresh(STATION);
    StationFold fold = StationFold.open(opened(STATION, saved, 0, power(0, 0, 1500)), at(3));
    assertNotNull(fold);
    assertEquals(new Reading(POWER, at(0), 1500), fold.twin().latest().get(POWER));
    assertEquals(List.of("S03 raised 10 LIVE"), tick(fold, 15));
  }

  @Test
  void aPackWithoutAnEnvelopeFoldedInAgainChangesNothing() {
    Arrival empty =
        new Arrival(
            Lane.EVENT,
            "",
            0,
            at(0),
            false,
            List.of(new Reading("supply/water/level", at(0), 0)),
            List.of(),
            "event//77");
    Twin saved = Twin.fresh(STATION);
    saved.accept(empty);
    StationFold fold = StationFold.open(opened(STATION, saved, 0, empty, empty), at(3));
    assertNotNull(fold);
    assertEquals(List.of(), found(fold.takeFound()));
    assertEquals(List.of(), tick(fold, 100));
  }

  @Test
  void numberedMessagesThatTheTwinKnowsArePassedOver() {
    Twin saved = Twin.fresh(STATION);
    saved.accept(power(1, 0, 1500));
    StationFold fold =
        StationFold.open(opened(STATION, saved, 2, power(1, 0, 20), power(2, 5, 1500)), at(8));
    assertNotNull(fold);
    assertEquals(List.of("S03 raised 10 LIVE"), tick(fold, 15));
  }

  @Test
  void aSavedTwinThatDoesNotReachTheLanesPlaceIsNotUsed() {
    assertNull(StationFold.open(opened(STATION, null, 0), at(0)));
    Twin saved = Twin.fresh(STATION);
    assertNull(StationFold.open(opened(STATION, saved, 2, power(1, 0, 1500)), at(8)));
  }

  @Test
  void aTwinIsSavedUnderTheTimeItsNewestMessageCame() {
    StationFold fold = made(STATION, List.of(), power(1, 10, 20), power(2, 20, 20));
    assertEquals(at(20), fold.saveTwin(at(500)).received());
    fold.touched(at(90));
    assertEquals(at(90), fold.saveTwin(at(600)).received());
  }

  @Test
  void whatIsOverInAHistoryIsNotToldAgainWhateverTheThresholdsAreNow() {
    Profile stricter = profile(new Thresholds(Map.of("S03", Map.of("limit", 400.0))));
    StationFold fold =
        made(
            stricter,
            List.of(),
            power(1, 0, 1500),
            power(2, 20, 0),
            power(3, 100, 500),
            power(4, 120, 0),
            power(5, 150, 0));
    assertEquals(List.of(), found(fold.takeFound()));
    assertEquals(List.of(), found(fold.twin().accept(power(6, 160, 0)).facts()));
    assertEquals(List.of(), tick(fold, 99_000));
  }

  @Test
  void whatStillHoldsInAHistoryAndWasNotToldIsToldDelayedByWhatComesNext() {
    StationFold fold = made(STATION, List.of(), power(1, 0, 1500), power(2, 20, 1500));
    assertEquals(List.of(), found(fold.takeFound()));
    assertEquals(
        List.of("S03 raised 10 DELAYED"), found(fold.twin().accept(power(3, 170, 1500)).facts()));
  }

  @Test
  void whatStillHoldsInAHistoryAndWasToldIsNotToldAgainAndItsEndIs() {
    OpenCondition told = new OpenCondition("S03", "bay/1", Severity.MAJOR, at(10), null);
    StationFold fold = made(STATION, List.of(told), power(1, 0, 1500), power(2, 20, 1500));
    assertEquals(List.of(), found(fold.twin().accept(power(3, 30, 1500)).facts()));
    assertEquals(List.of(), found(fold.twin().accept(power(4, 40, 0)).facts()));
    assertEquals(List.of("S03 cleared 50 LIVE"), tick(fold, 55));
  }

  @Test
  void theEndOfWhatWasToldIsToldThoughTheVeryNextMessageShowsIt() {
    OpenCondition told = new OpenCondition("S03", "bay/1", Severity.MAJOR, at(10), null);
    StationFold fold =
        made(STATION, List.of(told), power(1, 0, 1500), power(2, 20, 1500), power(3, 25, 0));
    assertEquals(
        List.of("S03 cleared 35 LIVE"), found(fold.twin().accept(power(4, 60, 0)).facts()));
  }

  @Test
  void theEndOfWhatWasToldIsFoundAlthoughTheHistoryDoesNotShowItsBeginning() {
    Profile looser = profile(new Thresholds(Map.of("S03", Map.of("limit", 5000.0))));
    OpenCondition told = new OpenCondition("S03", "bay/1", Severity.MAJOR, at(10), null);
    StationFold fold = made(looser, List.of(told), power(1, 0, 1500), power(2, 20, 0));
    assertEquals(List.of("S03 cleared 30 LIVE"), tick(fold, 35));
  }

  @Test
  void aLatchThatWasToldIsKeptAlthoughTheHistoryDoesNotShowIt() {
    EdgeAction cut = new EdgeAction("cut", true, true, null);
    OpenCondition told = new OpenCondition("S03", "bay/1", Severity.MAJOR, at(10), cut);
    StationFold fold = made(STATION, List.of(told), power(1, 15, 0), power(2, 90, 0));
    assertEquals(List.of(), tick(fold, 200));
  }

  @Test
  void missingMessagesAreFoundAgainAndTheirAlertClears() {
    OpenCondition told = new OpenCondition("A04", "station", Severity.MINOR, at(20), null);
    StationFold fold =
        made(
            STATION,
            List.of(told),
            power(1, 0, 20),
            new Missing(Lane.DATA, "J1", 2, 4L, at(20)),
            power(5, 20, 20));
    assertEquals(List.of(), found(fold.takeFound()));
    assertEquals(List.of(), tick(fold, 3_624));
    assertEquals(List.of("A04 cleared 3620 LIVE"), tick(fold, 3_625));
  }

  @Test
  void whatIsFoundInATailLongAfterIsNotLive() {
    Twin saved = Twin.fresh(STATION);
    saved.accept(power(1, 0, 500));
    saved.tick(at(5), at(5));
    Profile stricter = profile(new Thresholds(Map.of("S03", Map.of("limit", 400.0))));
    StationFold fold =
        StationFold.open(
            opened(stricter, saved, 4, power(2, 10, 500), power(3, 21, 500), power(4, 22, 500)),
            at(50_000));
    assertNotNull(fold);
    assertEquals(List.of(), found(fold.takeFound()));
    assertEquals(List.of("S03 raised 20 DELAYED"), tick(fold, 50_000));
  }
}
