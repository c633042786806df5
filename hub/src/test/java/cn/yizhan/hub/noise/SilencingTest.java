package cn.yizhan.hub.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencingTest {
  @ParameterizedTest
  @CsvSource({
    "S01, critical, true",
    "S02, critical, true",
    "S02, major, false",
    "P01, critical, true",
    "P01, major, false",
    "A08, major, false",
    "R01, minor, false",
  })
  void dangersToLifeAndWhatNobodyHasDoneAboutThemAreAlwaysTold(
      String rule, String severity, boolean always) {
    assertEquals(always, Silencing.alwaysTold(rule, Severity.of(severity)));
  }

  @ParameterizedTest
  @CsvSource({"S01", "S06", "S07", "S13", "S16"})
  void aRuleThatIsNothingButDangerCannotBeSilencedAndTheRefusalNamesTheTestMode(String rule) {
    Label why = Silencing.refusal(RuleCatalogue.standard().rule(rule));
    assertNotNull(why);
    assertEquals(true, why.zh().contains("测试模式") && why.en().contains("test mode"));
  }

  @ParameterizedTest
  @CsvSource({"S02", "S03", "A01", "R01", "P01"})
  void aRuleThatIsNotCanBe(String rule) {
    assertNull(Silencing.refusal(RuleCatalogue.standard().rule(rule)));
  }
}
