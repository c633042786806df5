package cn.yizhan.edge.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment file: a heading, then records of mark, length, number, check sum, body.
 *
 * <p>The four bytes of the mark never occur in UTF-8, so that a reader finds the next record behind
 * a damaged one even when its length is gone.
 */
final class RecordFormat {
  static final byte[] HEADING = "YZJRNL1\n".getBytes(StandardCharsets.US_ASCII);
  static final int HEADER = 20;

  /** Greatest body, well above an envelope of 16 KiB. */
  static final int MAX_BODY = 64 * 1024;

  private static final int MARK = 0xFEF9FAFF;

  private RecordFormat() {}

  /** The record, ready to be written. */
  static ByteBuffer record(long seq, byte[] body) {
    if (body.length > MAX_BODY) {
      throw new IllegalArgumentException("a record has at most " + MAX_BODY + " bytes");
    }
    ByteBuffer out = ByteBuffer.allocate(HEADER + body.length);
    out.putInt(MARK).putInt(body.length).putLong(seq).putInt(0).put(body).flip();
    out.putInt(16, sum(out, 0, body.length));
    return out;
  }

  static boolean markAt(ByteBuffer bytes, int offset) {
    return bytes.limit() - offset >= 4 && bytes.getInt(offset) == MARK;
  }

  /** The length a header claims; -1 when it cannot be one. */
  static int lengthAt(ByteBuffer bytes, int offset) {
    int length = bytes.getInt(offset + 4);
    return length < 0 || length > MAX_BODY ? -1 : length;
  }

  static long seqAt(ByteBuffer bytes, int offset) {
    return bytes.getLong(offset + 8);
  }

  /** True when a whole record with a matching check sum starts at the offset. */
  static boolean wholeAt(ByteBuffer bytes, int offset) {
    if (bytes.limit() - offset < HEADER || !markAt(bytes, offset)) {
      return false;
    }
    int length = lengthAt(bytes, offset);
    return length >= 0
        && bytes.limit() - offset - HEADER >= length
        && bytes.getInt(offset + 16) == sum(bytes, offset, length);
  }

  private static int sum(ByteBuffer bytes, int offset, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.slice(offset + 4, 12));
    sum.update(bytes.slice(offset + HEADER, length));
    return (int) sum.getValue();
  }
}
