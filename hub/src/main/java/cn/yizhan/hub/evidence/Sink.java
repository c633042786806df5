package cn.yizhan.hub.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that are written one after another. */
final class Sink {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Sink u8(int value) {
    out.write(value);
    return this;
  }

  Sink u16(int value) {
    return u8(value >> 8).u8(value);
  }

  Sink u32(long value) {
    return u16((int) (value >> 16)).u16((int) value);
  }

  Sink u32Little(long value) {
    return u8((int) value).u8((int) (value >> 8)).u8((int) (value >> 16)).u8((int) (value >> 24));
  }

  Sink ascii(String text) {
    return add(text.getBytes(StandardCharsets.US_ASCII));
  }

  Sink add(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
