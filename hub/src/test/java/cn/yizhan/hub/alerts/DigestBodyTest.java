package cn.yizhan.hub.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.Matter;
import cn.yizhan.hub.rules.Telling;
import cn.yizhan.hub.testing.Golden;
import cn.yizhan.protocol.rule.Change;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What offices receive of several alerts is fixed by golden files. */
class DigestBodyTest {
  private static final long NOW = Instant.parse("2026-11-23T06:15:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final Place.Office OFFICE = new Place.Office("sbs", "水泊寺街道", "140402");
  private static final Style STYLE =
      new Style("PC", ZoneId.of("Asia/Shanghai"), "https://hub.example.org");

  private int count;

  private static Place place(String code, String name) {
    Place.Station station = new Place.Station(code, name, "full", null, "0355-0000000", null);
    return new Place(station, OFFICE, null, null);
  }

  private static Rule rule(String id) {
    return RuleCatalogue.standard().rule(id);
  }

  private Alert begun(String rule, String subject, Severity severity, long minutesAgo) {
    Fact fact = fact(rule, subject, Change.RAISED, severity, NOW - minutesAgo * MINUTE);
    count++;
    String number = "PC-1123-00" + count;
    return Lifecycle.begin(fact, rule(rule), new UUID(0, count), number, fact.at()).alert();
  }

  private static Fact fact(String rule, String subject, Change change, Severity severity, long at) {
    return new Fact(
        "k", new Matter(rule, 1, subject), change, severity, at, Telling.LIVE, null, null);
  }

  private static DigestBody.Entry entry(Notice notice, Alert alert, Place place) {
    return new DigestBody.Entry(notice, alert, place, rule(alert.matter().rule()));
  }

  private static Alert over(Alert alert, long minutesAgo) {
    Matter matter = alert.matter();
    Fact fact =
        fact(
            matter.rule(),
            matter.subject(),
            Change.CLEARED,
            alert.state().severity(),
            NOW - minutesAgo * MINUTE);
    return Objects.requireNonNull(Lifecycle.change(fact, rule(matter.rule()), alert, 0, NOW))
        .alert();
  }

  private static Alert taken(Alert alert) {
    Deed deed = new Deed("王网格", NOW);
    return ((Handled.Done) new Action.Acknowledge().on(alert, rule(alert.matter().rule()), deed))
        .step()
        .alert();
  }

  @Test
  void theSameThingAtSeveralPlacesIsOneLineWithWhatToDo() throws IOException {
    Place east = place("pc-001", "东关小哥驿站");
    Place west = place("pc-002", "西关小哥驿站");
    List<DigestBody.Entry> entries =
        List.of(
            entry(Notice.RAISED, begun("V01", "station", Severity.INFO, 14), east),
            entry(Notice.RAISED, begun("R01", "supply/water", Severity.MINOR, 13), east),
            entry(Notice.RAISED, begun("A01", "station", Severity.MINOR, 11), west),
            entry(Notice.ACKNOWLEDGED, taken(begun("S04", "bay/3", Severity.MINOR, 9)), east),
            entry(Notice.RAISED, begun("R01", "supply/water", Severity.MINOR, 8), west),
            entry(Notice.CLEARED, over(begun("A09", "station", Severity.MINOR, 1_500), 5), east));
    List<DigestBody.Entry> told = DigestBody.fitting(OFFICE, entries, STYLE, NOW);
    Golden.webhook("digest", DigestBody.of(OFFICE, told, STYLE, NOW));
  }

  @Test
  void afterAnOutageThoseStillAwayAreOneMessage() throws IOException {
    List<DigestBody.Entry> entries =
        List.of(
            entry(
                Notice.RAISED,
                begun("A01", "station", Severity.MAJOR, 70),
                place("pc-001", "东关小哥驿站")),
            entry(
                Notice.RAISED,
                begun("A01", "station", Severity.MAJOR, 70),
                place("pc-002", "西关小哥驿站")));
    Golden.webhook(
        "digest-after-outage",
        DigestBody.of(OFFICE, entries, new Style("PC", STYLE.zone(), null), NOW));
  }

  @Test
  void oneMessageTellsWhatHasRoomInItTheWorstFirst() {
    Place there = place("pc-001", "东关小哥驿站".repeat(10));
    List<DigestBody.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Severity severity = i == 39 ? Severity.MINOR : Severity.INFO;
      entries.add(entry(Notice.RAISED, begun("R01", "supply/water", severity, i), there));
    }
    List<DigestBody.Entry> told = DigestBody.fitting(OFFICE, entries, STYLE, NOW);
    assertEquals(entries.get(39), told.get(0));
    assertTrue(told.size() > 5 && told.size() < 30, "told " + told.size());
    DigestText text = new DigestText(OFFICE, told, STYLE.zone(), NOW);
    assertTrue(text.text().zh().getBytes(UTF_8).length <= 3_400);
    assertTrue(text.text().en().getBytes(UTF_8).length <= 3_400);
    assertTrue(
        text.text().zh().startsWith("【汇总】水泊寺街道 14:15 告警" + told.size() + "条：一般1、提示"),
        text.text().zh());
  }
}
