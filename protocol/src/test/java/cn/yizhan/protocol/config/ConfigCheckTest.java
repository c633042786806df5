package cn.yizhan.protocol.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigCheckTest {
  private static List<String> places(List<ConfigFault> faults) {
    return faults.stream().map(ConfigFault::place).toList();
  }

  private static List<ConfigFault> thresholds(String rule, Map<String, Double> values) {
    return ThresholdCheck.faults(Map.of(rule, values));
  }

  static Stream<Arguments> impossible() {
    return Stream.of(
        Arguments.of("a negative hold", "S02", Map.of("majorHold", -1.0), "majorHold"),
        Arguments.of("a negative clear hold", "S01", Map.of("clearHold", -0.1), "clearHold"),
        Arguments.of("no number", "S03", Map.of("limit", Double.NaN), "limit"),
        Arguments.of("major above critical", "S02", Map.of("majorLimit", 66.0), "majorLimit"),
        Arguments.of("critical below major", "S02", Map.of("criticalLimit", 54.0), "criticalLimit"),
        Arguments.of(
            "both given the wrong way round",
            "S02",
            Map.of("criticalLimit", 60.0, "majorLimit", 61.0),
            "majorLimit"),
        Arguments.of("a rise over one reading", "S02", Map.of("rateReadings", 1.0), "rateReadings"),
        Arguments.of("a span beyond its window", "S02", Map.of("rateSpan", 61.0), "rateSpan"),
        Arguments.of("a window below its span", "S02", Map.of("rateWindow", 39.0), "rateWindow"),
        Arguments.of("an outage of one station", "A02", Map.of("least", 1.0), "least"),
        Arguments.of("two stations and a half", "A02", Map.of("least", 2.5), "least"),
        Arguments.of("an end that never comes", "A02", Map.of("clearShare", 0.0), "clearShare"),
        Arguments.of("more than all", "A02", Map.of("share", 1.5), "share"),
        Arguments.of("longer than is kept", "A06", Map.of("window", 604_801.0), "window"),
        Arguments.of("once is no repetition", "P04", Map.of("count", 1.0), "count"),
        Arguments.of("no reading in a row", "R03", Map.of("count", 0.0), "count"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("impossible")
  void aThresholdThatCannotBeIsNamed(
      String what, String rule, Map<String, Double> values, String place) {
    assertEquals(List.of("rules." + rule + "." + place), places(thresholds(rule, values)), what);
  }

  @Test
  void whatIsPossibleIsNoFault() {
    assertEquals(List.of(), thresholds("S02", Map.of("criticalLimit", 80.0, "majorLimit", 70.0)));
    assertEquals(List.of(), thresholds("S02", Map.of("criticalHold", 0.0, "majorLimit", 65.0)));
    assertEquals(List.of(), thresholds("A01", Map.of("minorAfter", 5.0, "majorAfter", 10.0)));
    assertEquals(List.of(), thresholds("A02", Map.of("least", 2.0, "share", 1.0)));
  }

  @Test
  void theCatalogueItselfIsNoFault() {
    Map<String, Map<String, Double>> all = new HashMap<>();
    for (Rule rule : RuleCatalogue.standard().rules()) {
      Map<String, Double> values = new HashMap<>();
      rule.thresholds()
          .forEach(
              (name, threshold) -> {
                if (threshold.value() != null) {
                  values.put(name, threshold.value());
                }
              });
      all.put(rule.id(), values);
    }
    assertEquals(List.of(), ThresholdCheck.faults(all));
  }

  @Test
  void whatANewerHubSpeaksOfIsNoFault() {
    assertEquals(List.of(), thresholds("Z99", Map.of("limit", -5.0)));
    assertEquals(List.of(), thresholds("S02", Map.of("newLimit", -5.0)));
    assertEquals(List.of(), ConfigCheck.texts(Map.of("later", new Label("以后", "later"))));
  }

  @Test
  void aDeadbandNeedsAPointOfNumbersAndARoomForTheValue() {
    assertEquals(
        List.of(),
        ConfigCheck.deadbands(
            Map.of("bay/{n}/power", 10.0, "bay/700/power", 0.0, "mains/power", 50.0)));
    assertEquals(
        List.of(
            "deadbands.bay/3/powr",
            "deadbands.bay/{n}/state",
            "deadbands.bay/{x}/power",
            "deadbands.door/open",
            "deadbands.room/humidity"),
        places(
            ConfigCheck.deadbands(
                Map.of(
                    "bay/3/powr", 1.0,
                    "bay/{n}/state", 1.0,
                    "bay/{x}/power", 1.0,
                    "door/open", 1.0,
                    "room/humidity", 106.0))));
    assertEquals(
        List.of("deadbands.mains/power"),
        places(ConfigCheck.deadbands(Map.of("mains/power", -1.0))));
    assertEquals(
        List.of("deadbands.mains/power"),
        places(ConfigCheck.deadbands(Map.of("mains/power", Double.NaN))));
  }

  @Test
  void aTextFitsTheDisplayInBothLanguages() {
    String fits = "充".repeat(ConfigCheck.DISPLAY_CHARS);
    assertEquals(List.of(), ConfigCheck.texts(Map.of("idle", new Label(fits, "x"))));
    assertEquals(
        List.of("texts.idle.zh", "texts.idle.en"),
        places(ConfigCheck.texts(Map.of("idle", new Label(fits + "充", " ")))));
    assertEquals(
        List.of("texts.idle.en"),
        places(ConfigCheck.texts(Map.of("idle", new Label("充", "two\nlines")))));
  }

  @Test
  void everyFaultOfAConfigurationIsToldAtOnce() {
    Config bad =
        new Config(
            4,
            0,
            Map.of(),
            Map.of("S02", Map.of("majorHold", -1.0)),
            List.of(new Config.Bay(1, BayUse.E_BIKE), new Config.Bay(1, BayUse.PHONE)),
            Map.of("bay/3/powr", 1.0),
            Map.of("idle", new Label("", "x")),
            -1);
    assertEquals(
        List.of(
            "rules.S02.majorHold",
            "bays[1].number",
            "deadbands.bay/3/powr",
            "texts.idle.zh",
            "breaker"),
        places(ConfigCheck.faults(bad)));
    assertTrue(ConfigCheck.faults(bad).get(1).text().contains("bay 1"));
  }
}
