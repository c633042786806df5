package cn.yizhan.hub.console;

import static cn.yizhan.hub.console.Samples.NOW;
import static cn.yizhan.hub.console.Samples.OFFLINE;
import static cn.yizhan.hub.console.Samples.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.console.Latest.Value;
import cn.yizhan.hub.console.Overview.Cut;
import cn.yizhan.hub.console.Overview.StationLine;
import cn.yizhan.hub.console.Overview.SupplyLine;
import cn.yizhan.hub.console.Overview.Totals;
import cn.yizhan.protocol.point.PointCatalogue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverviewMakerTest {

  @Test
  void aStationShowsItsBaysInWordsAndItsThreeLowestSupplies() {
    StationLine line = only(Samples.overview(ONLINE, Samples.values()));
    assertEquals("Charging", line.bays().get(0).state());
    assertEquals(413, line.bays().get(0).power());
    assertEquals(31.3, line.bays().get(0).temperature());
    assertEquals("Available", line.bays().get(1).state());
    assertNull(line.bays().get(1).power());
    assertEquals(3, line.people());
    assertEquals(
        List.of("tissue", "first-aid", "water"),
        line.supplies().stream().map(SupplyLine::item).toList());
  }

  @Test
  void totalsCountWhatIsKnown() {
    Overview overview =
        Samples.overview(ONLINE, Samples.values(), Samples.alert("bay/1", "active", true, true));
    assertEquals(new Totals(1, 1, 1, 3, 2, 1), overview.totals());
  }

  @Test
  void aStationOutOfServiceIsShownAndNotCounted() {
    Snapshot given = Samples.snapshot(ONLINE, Samples.values());
    Snapshot.Entry entry = given.stations().get(0);
    Snapshot.Entry suspended =
        new Snapshot.Entry(
            entry.id(), entry.place(), true, entry.presence(), entry.bays(), entry.items());
    Overview overview =
        new OverviewMaker(PointCatalogue.standard())
            .overview(
                new Snapshot(List.of(suspended), given.alerts(), 4, given.latest()), Samples.NOW);
    assertTrue(only(overview).suspended());
    assertEquals(3, only(overview).people());
    assertEquals(new Totals(0, 0, 4, 0, 0, 0), overview.totals());
  }

  @Test
  void aValueOlderThanItsPointAllowsIsUnknown() {
    Map<String, Value> values = Samples.values();
    values.put("room/people", new Value(3, NOW - 900_001));
    values.put("bay/2/state", new Value(0, NOW - 86_400_001L));
    StationLine line = only(Samples.overview(ONLINE, values));
    assertNull(line.people());
    assertEquals(OverviewMaker.UNKNOWN, line.bays().get(1).state());
  }

  @Test
  void ofAnOfflineStationOnlySuppliesAreKnown() {
    Overview overview = Samples.overview(OFFLINE, Samples.values());
    StationLine line = only(overview);
    assertEquals(OverviewMaker.UNKNOWN, line.bays().get(0).state());
    assertNull(line.bays().get(0).power());
    assertNull(line.people());
    assertEquals(4.0, line.supplies().get(0).level());
    assertEquals(new Totals(1, 0, 0, 0, 2, 0), overview.totals());
  }

  @Test
  void aStationNeverHeardOfIsNeitherOnlineNorOffline() {
    Overview overview = Samples.overview(Presence.UNKNOWN, Map.of());
    assertNull(only(overview).presence().online());
    assertEquals(OverviewMaker.UNKNOWN, only(overview).bays().get(0).state());
    assertNull(only(overview).supplies().get(0).level());
  }

  @Test
  void aBayCutForADangerThatHoldsIsNotFree() {
    Overview overview =
        Samples.overview(ONLINE, Samples.values(), Samples.alert("bay/2", "active", true, true));
    assertEquals(Cut.LATCHED, only(overview).bays().get(1).cut());
    assertNull(only(overview).bays().get(0).cut());
    assertEquals(0, overview.totals().baysFree());
  }

  @Test
  void aCutOfTheWholeStationCutsEveryBay() {
    Overview overview =
        Samples.overview(ONLINE, Samples.values(), Samples.alert("station", "active", false, true));
    assertEquals(Cut.CUT, only(overview).bays().get(0).cut());
    assertEquals(Cut.CUT, only(overview).bays().get(1).cut());
  }

  @Test
  void aCutThatIsOverOrNotConfirmedIsNotShownAtTheBay() {
    OpenAlert over = Samples.alert("bay/2", "cleared", true, true);
    OpenAlert unconfirmed = Samples.alert("bay/1", "active", true, false);
    StationLine line = only(Samples.overview(ONLINE, Samples.values(), over, unconfirmed));
    assertNull(line.bays().get(0).cut());
    assertNull(line.bays().get(1).cut());
  }

  @Test
  void aWordBeyondTheListIsUnknown() {
    Map<String, Value> values = Samples.values();
    values.put("bay/1/state", new Value(99, NOW));
    assertEquals(
        OverviewMaker.UNKNOWN, only(Samples.overview(ONLINE, values)).bays().get(0).state());
  }

  private static StationLine only(Overview overview) {
    assertEquals(1, overview.stations().size());
    return overview.stations().get(0);
  }
}
