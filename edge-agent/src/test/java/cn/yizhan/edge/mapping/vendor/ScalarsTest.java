package cn.yizhan.edge.mapping.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 412.5, 0.0010667503333241192, 1.0E-5, 0.30000000000000004, 1e17})
  void aNumberIsReadHoweverItIsWritten(double value) {
    assertEquals(value, Scalars.number(Double.toString(value)));
    assertEquals(value, Scalars.number(' ' + BigDecimal.valueOf(value).toPlainString() + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "NaN", "Infinity", "0x10", "1,5", "1.2.3", "1e400", "--1"})
  void whatIsNoNumberIsNone(String text) {
    assertNull(Scalars.number(text));
  }

  @Test
  void aNumberOfEndlessDigitsIsNone() {
    assertNull(Scalars.number("0." + "1".repeat(1_000)));
  }
}
