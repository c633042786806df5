package cn.yizhan.edge.registers;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The four tables of a Modbus unit (Modbus Application Protocol 1.1b3, 4.3). */
public enum RegisterTable {
  /** Registers that can be written, function 3. */
  HOLDING("holding", false),
  /** Registers that can only be read, function 4. */
  INPUT("input", false),
  /** Bits that can be written, function 1. */
  COIL("coil", true),
  /** Bits that can only be read, function 2. */
  DISCRETE("discrete", true);

  private final String word;
  private final boolean bits;

  RegisterTable(String word, boolean bits) {
    this.word = word;
    this.bits = bits;
  }

  /** As a register map writes it. */
  public String word() {
    return word;
  }

  /** True for tables of bits, false for those of 16-bit registers. */
  public boolean bits() {
    return bits;
  }

  static @Nullable RegisterTable of(String word) {
    return Arrays.stream(values()).filter(t -> t.word.equals(word)).findFirst().orElse(null);
  }
}
