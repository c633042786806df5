package cn.yizhan.protocol.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleJsonTest {
  private static final String RULE =
      """
      [{"id": "T1", "version": 1, "subject": "bay/{n}",
        "levels": [{"severity": "major", "when": [
          {"point": "bay/{n}/power", "after": "bay/{n}/state", "test": "above", "limit": "limit"},
          {"point": "bay/{n}/state", "test": "isNot", "words": ["Charging"]}]}],
        "clear": {"by": "hand"},
        "thresholds": {"limit": {"value": 10, "unit": "W", "source": "a test"}},
        "edge": {"action": "cut", "scope": "bay", "latch": true, "from": "major"},
        "deadlines": {"acknowledge": null, "resolve": null, "recheck": null},
        "title": {"zh": "a", "en": "a"}, "whatToDo": []}]""";

  private static List<Rule> read(String json) throws IOException {
    return RuleJson.read(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }

  @Test
  void wordsBecomeTheCodesThatReadingsCarry() throws IOException {
    Term words = read(RULE).get(0).terms().toList().get(1);
    assertEquals(List.of(2), words.words());
    assertTrue(words.holds(0, 2) && !words.holds(2, 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Charging\" | \"Loading\"",
        "\"words\": [\"Charging\"] | \"limit\": \"limit\"",
        "\"test\": \"above\" | \"test\": \"is\"",
        "\"limit\": \"limit\" | \"limit\": \"other\"",
        "\"after\": \"bay/{n}/state\" | \"after\": \"bay/{n}/relay\"",
        "{\"by\": \"hand\"} | {\"when\": []}",
        "\"action\": \"cut\" | \"action\": \"shout\"",
        "\"scope\": \"bay\" | \"scope\": \"street\"",
        "\"from\": \"major\" | \"from\": \"worst\"",
      })
  void aCatalogueThatCannotBeMeantIsRefused(String right, String wrong) {
    assertTrue(RULE.contains(right), right);
    assertThrows(IllegalArgumentException.class, () -> read(RULE.replace(right, wrong)));
  }
}
