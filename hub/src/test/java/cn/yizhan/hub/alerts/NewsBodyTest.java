package cn.yizhan.hub.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Golden;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bodies of news that systems receive are fixed by golden files. */
class NewsBodyTest {
  private static final long SINCE = Instant.parse("2026-11-23T06:02:21.100Z").toEpochMilli();
  private static final long NOW = SINCE + 459_200;
  private static final Style STYLE =
      new Style("PC", ZoneId.of("Asia/Shanghai"), "https://hub.example.org");
  private static final Place PLACE =
      new Place(
          new Place.Station(
              "pc-001",
              "东关小哥驿站",
              "full",
              "东关街1号",
              "0355-0000000",
              new Place.Point(36.2, 113.1, "gcj02")),
          new Place.Office("sbs", "水泊寺街道", "140402"),
          "东关社区",
          "第三网格");
  private static final Place BARE =
      new Place(
          new Place.Station("pc-002", "演示爱心角", "love-corner", null, null, null),
          new Place.Office("xw", "新旺街道", null),
          null,
          null);
  private static final Restock.Request REQUEST =
      new Restock.Request(
          UUID.fromString("0b6f3f0a-6a53-3f0e-9d1e-5f3a3d1d7c11"), "PC-1123-007", "R01", SINCE);

  private static Restock.Stock water(@Nullable Double level) {
    return new Restock.Stock("water", "l", level, 5.0, 40.0);
  }

  @Test
  void aStationThatIsNotConnectedAnyMore() throws IOException {
    Golden.webhook("station-offline", PresenceBody.offline(PLACE, SINCE, STYLE, NOW));
  }

  @Test
  void aStationThatIsConnectedAgain() throws IOException {
    Golden.webhook(
        "station-online", PresenceBody.online(PLACE, NOW - 200, NOW - 200 - SINCE, STYLE, NOW));
  }

  @Test
  void aStationOfWhichLittleIsRegisteredThatIsConnectedForTheFirstTime() throws IOException {
    Style unlinked = new Style("PC", STYLE.zone(), null);
    Golden.webhook(
        "station-online-first", PresenceBody.online(BARE, NOW - 200, null, unlinked, NOW));
  }

  @Test
  void anItemThatIsToBeRestocked() throws IOException {
    Golden.webhook(
        "restock-requested", RestockBody.requested(PLACE, water(4.25), REQUEST, STYLE, SINCE));
  }

  @Test
  void anItemOfNoRegisterAndUnknownLevelThatIsToBeRestocked() throws IOException {
    Restock.Stock unknown = new Restock.Stock("rain-coats", null, null, null, null);
    Golden.webhook(
        "restock-requested-unknown", RestockBody.requested(BARE, unknown, REQUEST, STYLE, SINCE));
  }

  @Test
  void anItemThatNeedsNoRestockAnyMoreTheNextDay() throws IOException {
    Golden.webhook(
        "restock-done", RestockBody.done(PLACE, water(38.0), REQUEST, STYLE, SINCE + 86_400_000));
  }

  @Test
  void moreThanThereIsRoomForIsNotAskedFor() {
    assertEquals(0.0, water(41.0).quantity());
    assertEquals(36.0, water(4.0).quantity());
  }

  @Test
  void whatCanBeAskedForIsWhatTheTypesBeginWith() {
    assertEquals(List.of("station", "restock"), News.groups());
    for (News news : News.values()) {
      assertTrue(news.type().startsWith(news.group() + '.'), news.type());
    }
  }
}
