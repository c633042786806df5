package cn.yizhan.edge.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPageTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private static String page(AgentStatus status, Language language) {
    return StatusPage.of(status, language, SHANGHAI);
  }

  @Test
  void aStationThatIsWellSaysSoFirst() {
    assertTrue(page(Statuses.well(), Language.ZH).contains("class=\"verdict well\""));
    assertTrue(page(Statuses.well(), Language.ZH).contains("一切正常"));
    assertTrue(page(Statuses.well(), Language.EN).contains("All is well"));
    assertEquals(List.of(), Findings.of(Statuses.well()));
  }

  @Test
  void whatIsLatchedComesFirstWithItsReason() {
    Finding first = Findings.of(Statuses.unwell()).get(0);
    assertTrue(first.urgent());
    assertEquals("3号充电位：过热，已断电并闭锁，请勿使用", first.text().zh());
    assertEquals("Bay 3: overheating: switched off and locked, do not use", first.text().en());
    assertTrue(page(Statuses.unwell(), Language.EN).contains("class=\"verdict danger\""));
  }

  @Test
  void everythingThatIsNotWellIsTold() {
    assertEquals(
        List.of(
            "Bay 3: overheating: switched off and locked, do not use",
            "no dead-man cut-off at bay 2",
            "no connection to the hub: reports are kept here, safety works",
            "the journal is 90% full",
            "the clock is not set",
            "smoke-1: battery at 11%",
            "door-1 is offline"),
        Findings.of(Statuses.unwell()).stream().map(finding -> finding.text().en()).toList());
  }

  @Test
  void aBayWithoutDeadManCutOffIsShownRed() {
    String page = page(Statuses.unwell(), Language.EN);
    assertTrue(page.contains("<dt>Dead-man</dt>\n<dd class=\"bad\">none</dd>"));
    assertFalse(page(Statuses.well(), Language.EN).contains("class=\"bad\""));
  }

  @Test
  void aClockFarFromTheHubsIsTold() {
    AgentStatus well = Statuses.well();
    AgentStatus off =
        new AgentStatus(
            well.agent(),
            well.hub(),
            new AgentStatus.Clock(Statuses.NOW, true, -7_000L),
            well.journal(),
            well.safety(),
            well.devices(),
            well.input(),
            well.log());
    assertEquals("the clock is 7 s off the hub's", Findings.of(off).get(0).text().en());
  }

  @Test
  void whatHardwareSaysCannotBecomeMarkup() {
    String page = page(Statuses.unwell(), Language.ZH);
    assertTrue(page.contains("客厅 &lt;灯&gt;"));
    assertTrue(page.contains("{&quot;a&quot;:&quot;&amp;&quot;}"));
    assertFalse(page.contains("<script"));
    assertFalse(page.contains("<灯>"));
  }

  @Test
  void nothingIsInlineSoThatTheStrictPolicyHolds() {
    String page = page(Statuses.unwell(), Language.EN);
    assertFalse(page.contains("style="));
    assertFalse(page.contains("<style"));
    assertFalse(page.contains(" on" + "click"));
  }

  @Test
  void timesAreThoseOfTheStation() {
    assertTrue(page(Statuses.well(), Language.EN).contains("11-23 14:02:21"));
    assertTrue(page(Statuses.well(), Language.EN).contains("connected since 11-23 12:02:21"));
  }

  @ParameterizedTest
  @CsvSource({"5, 5秒, 5 s", "90, 1分钟, 1 min", "5430, 1小时30分, 1 h 30 min", "266520, 3天2小时, 3 d 2 h"})
  void durationsAreRough(long seconds, String zh, String en) {
    assertEquals(zh, Words.duration(seconds).zh());
    assertEquals(en, Words.duration(seconds).en());
  }

  @ParameterizedTest
  @CsvSource({
    "en, zh-CN, EN",
    "zh, en, ZH",
    ", 'en-GB,en;q=0.9,zh;q=0.5', EN",
    ", 'fr, zh-TW;q=0.8, en;q=0.7', ZH",
    ", 'fr', ZH",
    ", , ZH",
    "xx, en, EN"
  })
  void theLanguageAskedForWinsOverTheBrowsers(String asked, String accepted, Language expected) {
    assertEquals(expected, Language.choose(asked, accepted));
  }
}
