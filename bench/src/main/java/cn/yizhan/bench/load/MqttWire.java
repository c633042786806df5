package cn.yizhan.bench.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The few packets of MQTT 3.1.1 a sender needs, written and read by hand. Pure. */
final class MqttWire {
  static final int CONNACK = 2;
  static final int PUBACK = 4;

  private static final int CONNECT_FLAGS_USER_PASSWORD_CLEAN = 0xC2;
  private static final int LEVEL_3_1_1 = 4;

  private MqttWire() {}

  /** A CONNECT with clean session. */
  static Buffer connect(String clientId, String user, String password, int keepAliveSeconds) {
    Buffer body = Buffer.buffer();
    text(body, "MQTT");
    body.appendByte((byte) LEVEL_3_1_1);
    body.appendByte((byte) CONNECT_FLAGS_USER_PASSWORD_CLEAN);
    body.appendUnsignedShort(keepAliveSeconds);
    text(body, clientId);
    text(body, user);
    text(body, password);
    return packet(0x10, body);
  }

  /** A PUBLISH with QoS 1. */
  static Buffer publish(byte[] topic, int packetId, byte[] payload) {
    Buffer body = Buffer.buffer(topic.length + payload.length + 4);
    body.appendUnsignedShort(topic.length).appendBytes(topic);
    body.appendUnsignedShort(packetId);
    body.appendBytes(payload);
    return packet(0x32, body);
  }

  /** Receives what {@link #read} finds. */
  @FunctionalInterface
  interface Reader {
    /**
     * One packet.
     *
     * @param type packet type, the upper four bits of the first byte
     * @param value return code of a CONNACK, packet id of a PUBACK
     */
    void packet(int type, int value);
  }

  /**
   * Reads all whole packets.
   *
   * @return how many bytes they took
   */
  static int read(Buffer bytes, Reader reader) {
    int at = 0;
    while (true) {
      int length = 0;
      int shift = 0;
      int head = at + 1;
      boolean whole = false;
      while (head < bytes.length() && shift <= 21) {
        int digit = bytes.getByte(head++);
        length |= (digit & 0x7f) << shift;
        shift += 7;
        if ((digit & 0x80) == 0) {
          whole = true;
          break;
        }
      }
      if (!whole || head + length > bytes.length()) {
        return at;
      }
      int type = (bytes.getByte(at) & 0xf0) >> 4;
      if (type == CONNACK) {
        reader.packet(type, bytes.getUnsignedByte(head + 1));
      } else if (type == PUBACK) {
        reader.packet(type, bytes.getUnsignedShort(head));
      }
      at = head + length;
    }
  }

  private static void text(Buffer body, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    body.appendUnsignedShort(bytes.length).appendBytes(bytes);
  }

  private static Buffer packet(int first, Buffer body) {
    Buffer packet = Buffer.buffer(body.length() + 5).appendByte((byte) first);
    int left = body.length();
    do {
      int digit = left & 0x7f;
      left >>>= 7;
      packet.appendByte((byte) (left > 0 ? digit | 0x80 : digit));
    } while (left > 0);
    return packet.appendBuffer(body);
  }
}
