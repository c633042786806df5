package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.codec.Rejection.Reason;

/** Ends the reading of a message or of a part of it; never leaves this package. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Rejection rejection;

  Refusal(Reason reason, String place, String expected) {
    super(null, null, false, false);
    this.rejection = new Rejection(reason, place, expected);
  }

  Rejection rejection() {
    return rejection;
  }
}
