package cn.yizhan.protocol.rule;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a station says of its own acts.
 *
 * @param kind what
 * @param severity how severe the condition is
 * @param at when
 */
record Claim(Kind kind, Severity severity, long at) {
  /** Sorts of claims. */
  enum Kind {
    /** The condition holds. */
    OPEN,
    /** It cannot clear until released. */
    LATCH,
    /** Somebody released it. */
    RELEASE,
    /** The test on site in which it was raised has ended. */
    TEST_OVER
  }

  void write(DataOutput out) throws IOException {
    out.writeUTF(kind.name());
    out.writeUTF(severity.word());
    out.writeLong(at);
  }

  static Claim read(DataInput in) throws IOException {
    return new Claim(Kind.valueOf(in.readUTF()), Severity.of(in.readUTF()), in.readLong());
  }
}
