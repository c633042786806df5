package cn.yizhan.protocol.point;

/** How the value of a point travels. */
public enum ValueKind {
  /** SenML {@code v}. */
  NUMBER,
  /** SenML {@code vb}; held as 0 or 1. */
  BOOLEAN,
  /** SenML {@code vs} out of a word list; held as the word's index. */
  WORD
}
