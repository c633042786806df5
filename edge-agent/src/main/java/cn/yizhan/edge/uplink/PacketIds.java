package cn.yizhan.edge.uplink;

/**
 * The packet identifiers that the MQTT client library gives to what is sent on one connection,
 * known before they are given, so that no acknowledgement can come too early to be understood.
 */
final class PacketIds {
  private static final int LAST = 65535;

  private int last;

  int next() {
    last = last % LAST + 1;
    return last;
  }
}
