package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Kind;

/** A message as it came. */
final class Inbound {
  private static final int HOLDING_COST = 64;

  private final Kind kind;
  private final int packet;
  private final byte[] bytes;
  private final long received;
  private boolean settled;

  /**
   * A message that waits.
   *
   * @param kind what its topic says it is
   * @param packet packet identifier to acknowledge, 0 when it asked for none
   * @param bytes its payload
   * @param received when it came, milliseconds since 1970
   */
  Inbound(Kind kind, int packet, byte[] bytes, long received) {
    this.kind = kind;
    this.packet = packet;
    this.bytes = bytes;
    this.received = received;
  }

  Kind kind() {
    return kind;
  }

  int packet() {
    return packet;
  }

  byte[] bytes() {
    return bytes;
  }

  long received() {
    return received;
  }

  /** What it counts against limits: its bytes and what holding them costs. */
  int weight() {
    return bytes.length + HOLDING_COST;
  }

  /** Notes that it is acknowledged or given up; true the first time. */
  boolean settle() {
    boolean first = !settled;
    settled = true;
    return first;
  }
}
