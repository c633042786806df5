package cn.yizhan.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Bytes of MQTT 3.1.1 packets (OASIS standard, sections 2.2 and 3), which the client library does
 * not tell. What TLS, TCP and IP add is not in them. Pure.
 */
final class PacketSizes {
  /** PUBACK, CONNACK. */
  static final int ANSWER = 4;

  /** PINGREQ, PINGRESP. */
  static final int PING = 2;

  private static final int PACKET_ID = 2;

  /** Protocol name, level, flags, keep-alive. */
  private static final int CONNECT_HEAD = 10;

  private PacketSizes() {}

  /** A PUBLISH with QoS 1. */
  static int publish(String topic, int payload) {
    return packet(text(topic) + PACKET_ID + payload);
  }

  /** A CONNECT with these texts: client id, user name, password, topic of the Will. */
  static int connect(Collection<String> texts, int will) {
    return packet(CONNECT_HEAD + texts.stream().mapToInt(PacketSizes::text).sum() + 2 + will);
  }

  /** A SUBSCRIBE to these topics. */
  static int subscribe(Collection<String> topics) {
    return packet(PACKET_ID + topics.stream().mapToInt(topic -> text(topic) + 1).sum());
  }

  /** The SUBACK to so many topics. */
  static int subscribed(int topics) {
    return packet(PACKET_ID + topics);
  }

  private static int text(String text) {
    return 2 + text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** A packet whose fixed header says that so many bytes follow, in up to four times seven bits. */
  private static int packet(int remaining) {
    int header = 2;
    for (int left = remaining >> 7; left > 0; left >>= 7) {
      header++;
    }
    return header + remaining;
  }
}
