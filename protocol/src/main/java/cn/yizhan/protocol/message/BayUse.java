package cn.yizhan.protocol.message;

import org.jspecify.annotations.Nullable;

/** What is charged at a bay. */
public enum BayUse {
  /** E-bike batteries. */
  E_BIKE("e-bike"),
  /** Phones and other small devices. */
  PHONE("phone");

  private final String word;

  BayUse(String word) {
    this.word = word;
  }

  /** The word used in JSON and in the database. */
  public String word() {
    return word;
  }

  /** The use of that word, or null. */
  public static @Nullable BayUse of(String word) {
    return word.equals(E_BIKE.word) ? E_BIKE : word.equals(PHONE.word) ? PHONE : null;
  }
}
