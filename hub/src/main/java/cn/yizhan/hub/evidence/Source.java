package cn.yizhan.hub.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are read by their place; what lies beyond the end is a fault of the file. */
final class Source {
  private final byte[] bytes;

  Source(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  int u8(int at) throws SpoiltException {
    if (at < 0 || at >= bytes.length) {
      throw SpoiltException.broken();
    }
    return bytes[at] & 0xff;
  }

  int u16(int at) throws SpoiltException {
    return u8(at) << 8 | u8(at + 1);
  }

  long u32(int at) throws SpoiltException {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  int u16Little(int at) throws SpoiltException {
    return u8(at + 1) << 8 | u8(at);
  }

  int u24Little(int at) throws SpoiltException {
    return u8(at + 2) << 16 | u16Little(at);
  }

  long u32Little(int at) throws SpoiltException {
    return (long) u16Little(at + 2) << 16 | u16Little(at);
  }

  /** The bytes from one place up to another. */
  byte[] part(int from, int to) throws SpoiltException {
    if (from < 0 || to < from || to > bytes.length) {
      throw SpoiltException.broken();
    }
    return Arrays.copyOfRange(bytes, from, to);
  }

  boolean startsWith(byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** True when that text stands there, in ASCII. */
  boolean hasAscii(int at, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
    return bytes.length - wanted.length >= at
        && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }

  String ascii(int from, int to) throws SpoiltException {
    return new String(part(from, to), StandardCharsets.US_ASCII);
  }
}
