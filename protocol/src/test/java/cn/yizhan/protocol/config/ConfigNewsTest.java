package cn.yizhan.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.protocol.message.StationEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigNewsTest {
  @Test
  void newsAreReadAsTheyWereTold() {
    for (ConfigNews news :
        new ConfigNews[] {
          new ConfigNews(true, 7, ""), new ConfigNews(false, 8, "rules.S02.majorHold: no")
        }) {
      assertEquals(news, ConfigNews.of(news.event("e1", 5)));
    }
  }

  @Test
  void aLongReasonIsCutToWhatAnEventHolds() {
    ConfigNews read = ConfigNews.of(new ConfigNews(false, 8, "x".repeat(2000)).event("e1", 5));
    assertEquals("x".repeat(500), read == null ? null : read.reason());
  }

  @Test
  void otherEventsAndVersionsThatCannotBeAreNoNews() {
    assertNull(ConfigNews.of(event("safety.cut", 7.0)));
    assertNull(ConfigNews.of(event("config.applied", "7")));
    assertNull(ConfigNews.of(event("config.applied", 7.5)));
    assertNull(ConfigNews.of(event("config.refused", -1.0)));
    assertNull(ConfigNews.of(event("config.refused", 1e300)));
  }

  private static StationEvent event(String type, Object version) {
    return new StationEvent("e1", type, 5, "station", null, Map.of("version", version));
  }
}
