package cn.yizhan.hub.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.rules.EdgeAction;
import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.EdgeScope;
import cn.yizhan.protocol.rule.Finding;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** How alerts of the safety rules read: the place, what was read, what the station did. */
class AlertTextTest {
  private static final long EVENT = Instant.parse("2026-11-23T06:02:21.100Z").toEpochMilli();
  private static final Place PLACE =
      new Place(
          new Place.Station("pc-002", "演示驿站", "full", null, null, null),
          new Place.Office("xw", "新旺街道", null),
          null,
          null);

  private static AlertText text(
      String rule,
      String subject,
      Severity severity,
      @Nullable Finding reading,
      @Nullable EdgeAction did) {
    Rule found = RuleCatalogue.standard().rule(rule);
    Matter matter = new Matter(rule, found.version(), subject);
    Fact fact = new Fact("k", matter, Change.RAISED, severity, EVENT, Telling.LIVE, reading, did);
    Alert alert = Lifecycle.begin(fact, found, new UUID(1, 2), "PC-7", EVENT).alert();
    return new AlertText(Notice.RAISED, alert, PLACE, found, ZoneId.of("Asia/Shanghai"));
  }

  private static @Nullable EdgeAction action(@Nullable String word) {
    return word == null
        ? null
        : new EdgeAction(
            word.substring(0, word.indexOf(' ')),
            word.contains("latched"),
            word.contains("confirmed"),
            null);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/alert/texts.csv", delimiter = '|', numLinesToSkip = 1)
  void anAlertReadsWellInBothLanguages(
      String rule, String subject, String reading, @Nullable String did, String zh, String en) {
    String[] parts = reading.split(" ", -1);
    Finding finding =
        parts.length < 5
            ? null
            : new Finding(
                parts[1],
                Double.parseDouble(parts[2]),
                parts[3].equals("-") ? null : parts[3],
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5]));
    Label text = text(rule, subject, Severity.of(parts[0]), finding, action(did)).text();
    String place = "新旺街道·演示驿站";
    assertEquals(zh, String.join(" / ", text.zh().split("\n")).replace(place, "…"));
    assertEquals(en, String.join(" / ", text.en().split("\n")).replace(place, "…"));
  }

  @Test
  void nobodyIsAskedToTakeOnWhatHasNoDeadline() {
    AlertText text = text("S05", "bay/1", Severity.INFO, null, null);
    assertEquals(1, text.steps().size());
    assertFalse(text.text().zh().contains("签收"));
  }

  @ParameterizedTest
  @CsvSource({
    "S10, minor, false",
    "S11, major, false",
    "S10, major, true",
    "S16, critical, false",
    "S14, major, true"
  })
  void whatAStationHasNotSaidIsMissedOnlyWhereItIsToActByItself(
      String rule, String severity, boolean missed) {
    Label text = text(rule, "station", Severity.of(severity), null, null).text();
    assertEquals(missed, text.zh().contains("现场尚未报告"));
    assertEquals(missed, text.en().contains("has not yet said"));
  }

  @Test
  void anActWithoutWordsIsCalledACut() {
    EdgeAction tripped = new EdgeAction("trip", true, true, null);
    assertEquals(Words.act("cut", "latched"), Acts.of(tripped));
  }

  @Test
  void everyActOfTheCatalogueHasWords() {
    for (Rule rule : RuleCatalogue.standard().rules()) {
      Label title = rule.texts().title();
      assertFalse(title.zh().isBlank() || title.en().isBlank(), rule.id());
      Rule.Edge edge = rule.edge();
      if (edge != null && edge.scope() != EdgeScope.LOW) {
        Label unknown = Acts.unknown(edge, edge.from());
        assertTrue(unknown.zh().startsWith("现场尚未报告"), rule.id());
      }
    }
  }
}
