package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.compliance.Sighting;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Severity;
import cn.yizhan.protocol.rule.Thresholds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InspectedTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final long DAY = 86_400_000;

  /** Registered at noon. */
  private static final long START = Instant.parse("2026-11-01T04:00:00Z").toEpochMilli();

  private static final long LOOKED = START + 5 * DAY;
  private static final long NOW = START + 10 * DAY;
  private static final String BOOKS = "V05/element/study-books";
  private static final Inspected.Told OPEN = new Inspected.Told(Severity.MINOR, null, LOOKED);

  private boolean expected = true;
  private String kind = "full";
  private @Nullable Long whole = LOOKED;
  private long since = START;
  private Thresholds thresholds = Thresholds.standard();
  private final Map<String, Sighting> elements = new HashMap<>();
  private final Map<String, Inspected.Told> told = new HashMap<>();

  private List<Fact> judge(long now) {
    Inspected.Looked looked = new Inspected.Looked(whole, since);
    return new Inspected(1, expected, kind, elements, looked, told, thresholds).judge(now, ZONE);
  }

  private static String said(Fact fact) {
    return fact.matter().rule() + ' ' + fact.matter().subject() + ' ' + fact.change().word();
  }

  private List<String> facts(long now) {
    return judge(now).stream().map(InspectedTest::said).toList();
  }

  private void books(boolean present, @Nullable LocalDate expires) {
    elements.put("study-books", new Sighting(LOOKED, present, expires));
  }

  @Test
  void whatIsMissingIsToldSinceSomebodyLookedAndFoundAgainIsTheSame() {
    books(false, null);
    Fact fact = judge(NOW).get(0);
    assertEquals("V05 element/study-books raised", said(fact));
    assertEquals(LOOKED, fact.at());
    assertEquals(Severity.MINOR, fact.severity());
    assertEquals(
        new Finding("element/study-books/missing", 20_261_106, "yyyymmdd", 20_261_106, 0),
        fact.reading());
    assertEquals(List.of(fact), judge(NOW + DAY));
  }

  @Test
  void eachElementIsASubjectOfItsOwnAndWhatNobodyHasLookedAtIsNone() {
    books(false, null);
    elements.put("rest", new Sighting(LOOKED, false, null));
    elements.put("meetings", new Sighting(LOOKED, true, null));
    assertEquals(List.of("V05 element/rest raised", "V05 element/study-books raised"), facts(NOW));
  }

  @Test
  void whatExpiresIsToldFromTheBeginningOfTheDayAfter() {
    books(true, LocalDate.of(2026, 11, 10));
    long begins = Instant.parse("2026-11-10T16:00:00Z").toEpochMilli();
    assertEquals(List.of(), judge(begins - 1));
    Fact fact = judge(begins).get(0);
    assertEquals(begins, fact.at());
    assertEquals(
        new Finding("element/study-books/expiry", 20_261_110, "yyyymmdd", 20_261_110, 0),
        fact.reading());
    assertEquals(List.of(fact), judge(begins + DAY));
  }

  @Test
  void whatIsToldIsNotToldAgainAndIsOverWhenItIsFoundThere() {
    told.put(BOOKS, OPEN);
    books(false, null);
    assertEquals(List.of(), facts(NOW));
    books(true, LocalDate.of(2026, 11, 6));
    assertEquals(List.of(), facts(NOW));
    books(true, LocalDate.of(2027, 1, 1));
    Fact over = judge(NOW).get(0);
    assertEquals("V05 element/study-books cleared", said(over));
    assertEquals(NOW, over.at());
  }

  @Test
  void itIsOverWhereThatKindOfStationHasNoSuchElementOrNobodyExpectsTheStation() {
    told.put(BOOKS, OPEN);
    told.put("V06/station", OPEN);
    books(false, null);
    whole = null;
    kind = "love-corner";
    assertEquals(List.of("V05 element/study-books cleared", "V06 station cleared"), facts(NOW));
    kind = "full";
    expected = false;
    assertEquals(List.of("V05 element/study-books cleared", "V06 station cleared"), facts(NOW));
  }

  @Test
  void aStationThatIsExpectedAgainIsToldAnew() {
    books(false, null);
    String before = judge(NOW).get(0).key();
    told.put(BOOKS, new Inspected.Told(null, NOW - DAY, LOOKED));
    Fact anew = judge(NOW).get(0);
    assertEquals(NOW - DAY, anew.at());
    assertEquals(false, anew.key().equals(before));
    told.clear();
    since = NOW;
    assertEquals(NOW, judge(NOW).get(0).at());
  }

  @Test
  void whatWasClosedThoughItHoldsIsToldAgainByTheNextLookAlone() {
    told.put(BOOKS, new Inspected.Told(null, null, LOOKED));
    books(false, null);
    assertEquals(List.of(), facts(NOW));
    elements.put("study-books", new Sighting(LOOKED + DAY, false, null));
    assertEquals(List.of("V05 element/study-books raised"), facts(NOW));
  }

  @Test
  void anInspectionIsOverdueWhenMoreThanNinetyDaysHavePassed() {
    assertEquals(List.of(), judge(LOOKED + 90 * DAY));
    Fact fact = judge(LOOKED + 90 * DAY + 1).get(0);
    assertEquals("V06 station raised", said(fact));
    assertEquals(LOOKED + 90 * DAY, fact.at());
    assertEquals(new Finding("station/inspection", 90, "d", 90, 0), fact.reading());
    Fact later = judge(LOOKED + 95 * DAY).get(0);
    assertEquals(fact.key(), later.key());
    assertEquals(new Finding("station/inspection", 95, "d", 90, 0), later.reading());
  }

  @Test
  void whatWasNeverInspectedCountsFromWhenTheStationIsExpected() {
    whole = null;
    assertEquals(List.of(), judge(START + 90 * DAY));
    Fact fact = judge(START + 90 * DAY + 1).get(0);
    assertEquals(START + 90 * DAY, fact.at());
    assertEquals(new Finding("station/first-inspection", 90, "d", 90, 0), fact.reading());
  }

  @Test
  void anOverdueInspectionIsOverWhenSomebodyHasLookedAtAll() {
    told.put("V06/station", OPEN);
    assertEquals(List.of(), facts(LOOKED + 91 * DAY));
    whole = LOOKED + 91 * DAY;
    Fact over = judge(LOOKED + 92 * DAY).get(0);
    assertEquals(Change.CLEARED, over.change());
  }

  @Test
  void anOverrideCountsAtItsStation() {
    thresholds = new Thresholds(Map.of("V06", Map.of("overdueDays", 30.0)));
    assertEquals(List.of(), judge(LOOKED + 30 * DAY));
    assertEquals(List.of("V06 station raised"), facts(LOOKED + 30 * DAY + 1));
  }
}
