package cn.yizhan.edge.registers;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a number lies in registers, once its bytes are in order, the highest first. */
public enum NumberForm {
  /** A coil or a discrete input. */
  BIT("bit", 1),
  /** Unsigned, 16 bits. */
  U16("u16", 1),
  /** Signed, 16 bits. */
  S16("s16", 1),
  /** Unsigned, 32 bits. */
  U32("u32", 2),
  /** Signed, 32 bits. */
  S32("s32", 2),
  /** IEEE 754, 32 bits. */
  F32("f32", 2),
  /** Unsigned, 64 bits; beyond 2^53 to the nearest double. */
  U64("u64", 4),
  /** Signed, 64 bits. */
  S64("s64", 4),
  /** IEEE 754, 64 bits. */
  F64("f64", 4);

  private static final double TWO_TO_63 = 0x1p63;

  private final String word;
  private final int registers;

  NumberForm(String word, int registers) {
    this.word = word;
    this.registers = registers;
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits & Long.MAX_VALUE) + TWO_TO_63;
  }

  /** How many registers it takes. */
  public int registers() {
    return registers;
  }

  /** The number in those bytes. */
  double of(byte[] bytes) {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    return switch (this) {
      case BIT -> all.get(0);
      case U16 -> Short.toUnsignedInt(all.getShort(0));
      case S16 -> all.getShort(0);
      case U32 -> Integer.toUnsignedLong(all.getInt(0));
      case S32 -> all.getInt(0);
      // 0.459 kW are 459 W, not 458.99999 W
      case F32 -> Double.parseDouble(Float.toString(all.getFloat(0)));
      case U64 -> unsigned(all.getLong(0));
      case S64 -> all.getLong(0);
      case F64 -> all.getDouble(0);
    };
  }

  static @Nullable NumberForm of(String word) {
    return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst().orElse(null);
  }
}
