package cn.yizhan.edge.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is whole in the bytes of a segment file, and what is not. Pure.
 *
 * @param records the whole records, in order, numbers rising
 * @param damages the stretches between them
 * @param tailClaims how many records the damaged stretch behind the last whole record may have
 *     held; 0 when there is no such stretch or it is only torn
 */
record SegmentScan(List<Found> records, List<Damage> damages, int tailClaims) {
  /**
   * A whole record.
   *
   * @param offset where it starts
   * @param seq its number
   * @param length bytes of its body
   */
  record Found(int offset, long seq, int length) {
    int end() {
      return offset + RecordFormat.HEADER + length;
    }
  }

  /**
   * Reads a file's bytes.
   *
   * @param file its name, for the report
   * @param bytes its content
   * @param firstSeq the number its first record has by its name
   */
  static SegmentScan of(String file, ByteBuffer bytes, long firstSeq) {
    List<Found> records = new ArrayList<>();
    List<Damage> damages = new ArrayList<>();
    int heading = RecordFormat.HEADING.length;
    int end = bytes.limit();
    int at = Math.min(heading, end);
    if (end >= heading && !RecordFormat.headed(bytes)) {
      damages.add(new Damage(file, 0, heading, Damage.Sort.DAMAGED));
    } else if (end > 0 && end < heading) {
      damages.add(new Damage(file, 0, end, Damage.Sort.TORN));
    }
    long least = firstSeq;
    int claims = 0;
    while (at < end) {
      if (fits(bytes, at, least)) {
        Found found =
            new Found(at, RecordFormat.seqAt(bytes, at), RecordFormat.lengthAt(bytes, at));
        records.add(found);
        least = found.seq() + 1;
        at = found.end();
        continue;
      }
      int next = nextWhole(bytes, at + 1, least);
      boolean torn = next == end && torn(bytes, at);
      damages.add(new Damage(file, at, next - at, torn ? Damage.Sort.TORN : Damage.Sort.DAMAGED));
      if (next == end && !torn) {
        claims = claims(bytes, at);
      }
      at = next;
    }
    return new SegmentScan(List.copyOf(records), List.copyOf(damages), claims);
  }

  /** The number behind the last whole record. */
  long next(long firstSeq) {
    return records.isEmpty() ? firstSeq : records.get(records.size() - 1).seq() + 1;
  }

  private static boolean fits(ByteBuffer bytes, int at, long least) {
    return RecordFormat.wholeAt(bytes, at) && RecordFormat.seqAt(bytes, at) >= least;
  }

  private static int nextWhole(ByteBuffer bytes, int from, long least) {
    for (int at = from; at < bytes.limit(); at++) {
      if (RecordFormat.markAt(bytes, at) && fits(bytes, at, least)) {
        return at;
      }
    }
    return bytes.limit();
  }

  /** True when the last bytes are the beginning of a record, or the zeros of a page not written. */
  private static boolean torn(ByteBuffer bytes, int at) {
    int left = bytes.limit() - at;
    boolean zeros = true;
    for (int i = at; i < bytes.limit() && zeros; i++) {
      zeros = bytes.get(i) == 0;
    }
    if (zeros || left < 4) {
      return true;
    }
    if (!RecordFormat.markAt(bytes, at)) {
      return false;
    }
    if (left < RecordFormat.HEADER) {
      return true;
    }
    int length = RecordFormat.lengthAt(bytes, at);
    return length >= 0 && left < RecordFormat.HEADER + length && marks(bytes, at + 4) == 0;
  }

  private static int claims(ByteBuffer bytes, int at) {
    return Math.max(1, marks(bytes, at));
  }

  private static int marks(ByteBuffer bytes, int from) {
    int marks = 0;
    for (int at = from; at < bytes.limit() - 3; at++) {
      if (RecordFormat.markAt(bytes, at)) {
        marks++;
      }
    }
    return marks;
  }
}
