package cn.yizhan.edge.journal;

import java.security.SecureRandom;

/** Identities that sort by the time they were made: 48 bits of time, 80 of chance, in base 32. */
public final class Ulid {
  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final SecureRandom CHANCE = new SecureRandom();

  private Ulid() {}

  /**
   * A new identity, 26 characters.
   *
   * @param now milliseconds since 1970 UTC
   */
  public static String at(long now) {
    byte[] chance = new byte[10];
    CHANCE.nextBytes(chance);
    char[] text = new char[26];
    long time = now;
    for (int i = 9; i >= 0; i--) {
      text[i] = DIGITS[(int) (time & 31)];
      time >>>= 5;
    }
    int bits = 0;
    int held = 0;
    int next = 10;
    for (byte b : chance) {
      bits = bits << 8 | (b & 0xff);
      held += 8;
      while (held >= 5) {
        held -= 5;
        text[next++] = DIGITS[bits >> held & 31];
      }
      bits &= (1 << held) - 1;
    }
    return new String(text);
  }
}
