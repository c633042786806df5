package cn.yizhan.hub.evidence;

import java.util.Set;
import java.util.zip.CRC32;

/**
 * PNG files (ISO/IEC 15948): a row of named chunks with checksums. Kept are the chunks that make
 * the picture and its colours, and which way is up; texts, times, EXIF and all that is not known
 * go, and whatever follows the end.
 */
final class Png {
  static final byte[] MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private static final Set<String> KEPT =
      Set.of(
          "PLTE", "IDAT", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "pHYs");
  private static final int HEADER = 13;

  /** Length and name before a chunk's data. */
  private static final int BEFORE = 8;

  private static final int CHECKSUM = 4;

  private Png() {}

  /** The same picture without what is not needed to show it. */
  static byte[] picture(Source in) throws SpoiltException {
    int at = MAGIC.length;
    byte[] header = chunk(in, at, "IHDR");
    if (header.length != BEFORE + HEADER + CHECKSUM) {
      throw SpoiltException.broken();
    }
    Photo.checkSize(in.u32(at + BEFORE), in.u32(at + BEFORE + 4));
    at += header.length;
    Sink body = new Sink();
    int orientation = 1;
    boolean data = false;
    while (true) {
      String name = in.ascii(at + 4, at + BEFORE);
      byte[] chunk = chunk(in, at, name);
      if (name.equals("IEND")) {
        break;
      }
      if (name.equals("acTL")) {
        throw SpoiltException.animated();
      }
      if (KEPT.contains(name)) {
        body.add(chunk);
      } else if (name.equals("eXIf")) {
        orientation = Orientation.of(in.part(at + BEFORE, at + chunk.length - CHECKSUM));
      } else if (Character.isUpperCase(name.charAt(0))) {
        throw SpoiltException.broken();
      }
      data |= name.equals("IDAT");
      at += chunk.length;
    }
    if (!data) {
      throw SpoiltException.broken();
    }
    Sink out = new Sink().add(MAGIC).add(header);
    if (!Orientation.isUpright(orientation)) {
      out.add(written("eXIf", Orientation.block(orientation)));
    }
    return out.add(body.bytes()).add(written("IEND", new byte[0])).bytes();
  }

  /** A whole chunk of that name, its checksum right. */
  private static byte[] chunk(Source in, int at, String name) throws SpoiltException {
    long length = in.u32(at);
    if (length > in.length() || !in.hasAscii(at + 4, name)) {
      throw SpoiltException.broken();
    }
    int end = at + BEFORE + (int) length;
    byte[] chunk = in.part(at, end + CHECKSUM);
    CRC32 sum = new CRC32();
    sum.update(chunk, 4, chunk.length - BEFORE);
    if (sum.getValue() != in.u32(end)) {
      throw SpoiltException.broken();
    }
    return chunk;
  }

  private static byte[] written(String name, byte[] data) {
    byte[] summed = new Sink().ascii(name).add(data).bytes();
    CRC32 sum = new CRC32();
    sum.update(summed);
    return new Sink().u32(data.length).add(summed).u32(sum.getValue()).bytes();
  }
}
