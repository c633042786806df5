package cn.yizhan.edge.bays;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.message.BayUse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ChargingLimitsTest {
  @Test
  void everyNumberSaysItsUnitAndWhereItComesFrom() throws IOException {
    try (InputStream in = ChargingLimits.class.getResourceAsStream("charging.json")) {
      JsonNode table = JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
      for (JsonNode group : table) {
        for (JsonNode number : group) {
          assertTrue(number.path("value").isNumber(), number.toString());
          assertFalse(number.path("unit").asText().isBlank(), number.toString());
          assertFalse(number.path("source").asText().isBlank(), number.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(BayUse.class)
  void aLoadIsMoreThanQuietWhichIsMoreThanNothing(BayUse use) {
    ChargingLimits limits = ChargingLimits.of(use);
    assertTrue(limits.load > limits.quiet && limits.quiet > limits.gone && limits.gone > 0);
    assertTrue(limits.loadHold < limits.quietHold && limits.quietHold < limits.fullHold);
  }
}
