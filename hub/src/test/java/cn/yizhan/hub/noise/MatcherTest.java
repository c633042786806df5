package cn.yizhan.hub.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.protocol.rule.Severity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {
  @ParameterizedTest
  @CsvSource({
    ",, , true",
    "S02,, , true",
    "S03,, , false",
    ",major, , true",
    ",critical, , true",
    ",minor, , false",
    ",,bay/3, true",
    ",,bay/31, false",
    ",,bay/, false",
    ",,bay/*, true",
    ",,bay/3*, true",
    ",,bay/4*, false",
    "S02,major,bay/*, true",
    "S02,info,bay/*, false",
  })
  void aMajorAlertOfRuleS02AboutBay3IsMeantWhenAllThatIsSaidFits(
      @Nullable String rule, @Nullable String worst, @Nullable String subject, boolean meant) {
    Matcher matcher = new Matcher(rule, worst == null ? null : Severity.of(worst), subject);
    assertEquals(meant, matcher.matches("S02", Severity.MAJOR, "bay/3"));
  }
}
