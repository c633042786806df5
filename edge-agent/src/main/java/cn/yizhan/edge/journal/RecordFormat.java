package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a segment file: a heading, then records of mark, length, number, check sum, content.
 *
 * <p>The four bytes of a mark never occur in UTF-8, so that a reader finds the next record behind a
 * damaged one even when its length is gone. There are two marks. The content of a plain record is
 * its body. That of an undated one, known since the second version of the format, begins with the
 * boot (16 bytes) and its uptime (8 bytes, ms); its sum covers its mark too, so that no flipped bit
 * makes one sort of record the other.
 */
final class RecordFormat {
  static final byte[] HEADING = "YZJRNL2\n".getBytes(StandardCharsets.US_ASCII);

  /** Files of the first version, without undated records; read, and not written any more. */
  static final byte[] FIRST_HEADING = "YZJRNL1\n".getBytes(StandardCharsets.US_ASCII);

  static final int HEADER = 20;

  /** Greatest body, well above an envelope of 16 KiB. */
  static final int MAX_BODY = 64 * 1024;

  private static final int MARK = 0xFEF9FAFF;
  private static final int UNDATED_MARK = 0xFFFEFBF8;

  private RecordFormat() {}

  /** True when the heading of a file of any version stands at the beginning. */
  static boolean headed(ByteBuffer bytes) {
    ByteBuffer heading = bytes.slice(0, HEADING.length);
    return heading.equals(ByteBuffer.wrap(HEADING))
        || heading.equals(ByteBuffer.wrap(FIRST_HEADING));
  }

  /** Bytes of a record. */
  static int size(byte[] body, @Nullable Undated undated) {
    return HEADER + (undated == null ? 0 : Undated.BYTES) + body.length;
  }

  /** The record, ready to be written. */
  static ByteBuffer record(long seq, byte[] body, @Nullable Undated undated) {
    int length = size(body, undated) - HEADER;
    if (length > MAX_BODY) {
      throw new IllegalArgumentException("a record has at most " + MAX_BODY + " bytes");
    }
    ByteBuffer out = ByteBuffer.allocate(HEADER + length);
    out.putInt(undated == null ? MARK : UNDATED_MARK).putInt(length).putLong(seq).putInt(0);
    if (undated != null) {
      UUID boot = undated.boot();
      out.putLong(boot.getMostSignificantBits()).putLong(boot.getLeastSignificantBits());
      out.putLong(undated.uptime());
    }
    out.put(body).flip();
    out.putInt(16, sum(out, 0, length));
    return out;
  }

  static boolean markAt(ByteBuffer bytes, int offset) {
    return bytes.limit() - offset >= 4
        && (bytes.getInt(offset) == MARK || undatedMarkAt(bytes, offset));
  }

  private static boolean undatedMarkAt(ByteBuffer bytes, int offset) {
    return bytes.getInt(offset) == UNDATED_MARK;
  }

  /** The record at the beginning of the bytes, which is whole. */
  static JournalRecord read(ByteBuffer record, Lane lane, String epoch) {
    Undated undated = null;
    int at = HEADER;
    if (undatedMarkAt(record, 0)) {
      UUID boot = new UUID(record.getLong(at), record.getLong(at + 8));
      undated = new Undated(boot, record.getLong(at + 16));
      at += Undated.BYTES;
    }
    byte[] body = new byte[HEADER + lengthAt(record, 0) - at];
    record.get(at, body);
    return new JournalRecord(lane, epoch, seqAt(record, 0), body, undated);
  }

  /** The length a header claims; -1 when it cannot be one. */
  static int lengthAt(ByteBuffer bytes, int offset) {
    int length = bytes.getInt(offset + 4);
    int least = undatedMarkAt(bytes, offset) ? Undated.BYTES : 0;
    return length < least || length > MAX_BODY ? -1 : length;
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
    int skipped = undatedMarkAt(bytes, offset) ? 0 : 4;
    sum.update(bytes.slice(offset + skipped, 16 - skipped));
    sum.update(bytes.slice(offset + HEADER, length));
    return (int) sum.getValue();
  }
}
