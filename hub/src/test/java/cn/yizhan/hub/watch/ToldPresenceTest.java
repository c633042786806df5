package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.protocol.rule.Thresholds;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToldPresenceTest {
  private static final ToldPresence.Told ONLINE = new ToldPresence.Told(true, 50_000, 3);
  private static final ToldPresence.Told OFFLINE = new ToldPresence.Told(false, 60_000, 4);

  private static Absence station(boolean expected, boolean online, Thresholds thresholds) {
    return new Absence(7, expected, online, 100_000, Absence.Charge.NONE, null, thresholds);
  }

  private static @Nullable PresenceNews judge(
      boolean online, ToldPresence.@Nullable Told told, long now, long accepting) {
    return new ToldPresence(station(true, online, Thresholds.standard()), told)
        .judge(now * 1000, accepting * 1000);
  }

  @Test
  void aStationIsToldOfAsOfflineAfterTheGraceOnce() {
    PresenceNews news = new PresenceNews(7, false, 100_000, null, 3);
    assertNull(judge(false, ONLINE, 279, 0));
    assertEquals(news, judge(false, ONLINE, 280, 0));
    assertEquals(news, judge(false, ONLINE, 9_999, 0));
    assertNull(judge(false, OFFLINE, 9_999, 0));
  }

  @Test
  void theGraceStartsAnewWhenTheHubBeginsToAccept() {
    assertNull(judge(false, ONLINE, 1_179, 1_000));
    assertEquals(new PresenceNews(7, false, 100_000, null, 3), judge(false, ONLINE, 1_180, 1_000));
  }

  @Test
  void itIsToldOfAsOnlineAtOnceWithHowLongItWasAway() {
    assertEquals(new PresenceNews(7, true, 100_000, 40_000L, 4), judge(true, OFFLINE, 100, 0));
    assertNull(judge(true, ONLINE, 9_999, 0));
  }

  @Test
  void theFirstConnectionEverIsToldAndSoIsThatNoneCame() {
    assertEquals(new PresenceNews(7, true, 100_000, null, 0), judge(true, null, 101, 0));
    assertNull(judge(false, null, 279, 0));
    assertEquals(new PresenceNews(7, false, 100_000, null, 0), judge(false, null, 280, 0));
  }

  @Test
  void ofAStationThatIsNotExpectedNothingIsTold() {
    assertNull(
        new ToldPresence(station(false, false, Thresholds.standard()), ONLINE).judge(9_999_000, 0));
    assertNull(
        new ToldPresence(station(false, true, Thresholds.standard()), OFFLINE).judge(101_000, 0));
  }

  @Test
  void theGraceIsThatOfTheRule() {
    Thresholds quick = new Thresholds(Map.of("A01", Map.of("grace", 5.0)));
    ToldPresence silent = new ToldPresence(station(true, false, quick), ONLINE);
    assertNull(silent.judge(104_999, 0));
    assertEquals(new PresenceNews(7, false, 100_000, null, 3), silent.judge(105_000, 0));
  }
}
