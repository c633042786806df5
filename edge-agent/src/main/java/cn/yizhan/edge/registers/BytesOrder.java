package cn.yizhan.edge.registers;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which order the bytes of a number come; A is the highest. */
public enum BytesOrder {
  /** As the standard has it for one register, carried on: the highest register first. */
  ABCD,
  /** The lowest register first. */
  CDAB,
  /** The highest register first, the bytes of each exchanged. */
  BADC,
  /** The lowest byte first. */
  DCBA;

  /** The bytes with the highest first. */
  byte[] highestFirst(byte[] bytes) {
    byte[] ordered = new byte[bytes.length];
    boolean words = this == CDAB || this == DCBA;
    boolean within = this == BADC || this == DCBA;
    for (int i = 0; i < bytes.length; i++) {
      int from = words ? bytes.length - 2 - (i & ~1) + (i & 1) : i;
      ordered[i] = bytes[within ? from ^ 1 : from];
    }
    return ordered;
  }

  static @Nullable BytesOrder of(String word) {
    return Arrays.stream(values())
        .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElse(null);
  }
}
