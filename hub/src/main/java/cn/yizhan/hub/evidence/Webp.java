package cn.yizhan.hub.evidence;

import org.jspecify.annotations.Nullable;

/**
 * WebP files (RFC 9649): chunks in a RIFF container. Kept are the picture, its transparency and its
 * colour profile, and which way is up; EXIF, XMP and all that is not known go, and whatever follows
 * the end.
 */
final class Webp {
  private static final int FIRST_CHUNK = 12;
  private static final int BEFORE = 8;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_XMP = 0x04;
  private static final int IS_ANIMATED = 0x02;
  private static final int EXTENDED = 10;

  private final Source in;
  private final Sink body = new Sink();
  private int orientation = 1;
  private byte @Nullable [] extended;
  private boolean picture;

  private Webp(Source in) {
    this.in = in;
  }

  /** The same picture without what is not needed to show it. */
  static byte[] picture(Source in) throws SpoiltException {
    return new Webp(in).read();
  }

  private byte[] read() throws SpoiltException {
    long size = in.u32Little(4);
    if (size + BEFORE > in.length()) {
      throw SpoiltException.broken();
    }
    int end = BEFORE + (int) size;
    int at = FIRST_CHUNK;
    while (at < end) {
      long length = in.u32Little(at + 4);
      if (length > end - at - BEFORE) {
        throw SpoiltException.broken();
      }
      chunk(in.ascii(at, at + 4), at + BEFORE, at + BEFORE + (int) length);
      at += BEFORE + (int) (length + length % 2);
    }
    if (!picture) {
      throw SpoiltException.broken();
    }
    Sink chunks = new Sink().ascii("WEBP");
    boolean turned = extended != null && !Orientation.isUpright(orientation);
    if (extended != null) {
      int flags = extended[0] & ~(HAS_EXIF | HAS_XMP);
      extended[0] = (byte) (turned ? flags | HAS_EXIF : flags);
      add(chunks, "VP8X", extended);
    }
    chunks.add(body.bytes());
    if (turned) {
      add(chunks, "EXIF", Orientation.block(orientation));
    }
    return new Sink().ascii("RIFF").u32Little(chunks.size()).add(chunks.bytes()).bytes();
  }

  private void chunk(String name, int from, int to) throws SpoiltException {
    switch (name) {
      case "VP8X" -> {
        if (extended != null || picture || to - from != EXTENDED) {
          throw SpoiltException.broken();
        }
        extended = in.part(from, to);
        Photo.checkSize(in.u24Little(from + 4) + 1L, in.u24Little(from + 7) + 1L);
        if ((extended[0] & IS_ANIMATED) != 0) {
          throw SpoiltException.animated();
        }
      }
      case "ANIM", "ANMF" -> throw SpoiltException.animated();
      case "VP8 " -> {
        // start code 9d 01 2a and two sizes of 14 bits follow three bytes (RFC 6386, 9.1)
        begin(in.u24Little(from + 3) == 0x2a019d);
        Photo.checkSize(in.u16Little(from + 6) & 0x3fff, in.u16Little(from + 8) & 0x3fff);
        add(body, name, in.part(from, to));
      }
      case "VP8L" -> {
        // signature 2f, then two sizes less one of 14 bits
        begin(in.u8(from) == 0x2f);
        long bits = in.u32Little(from + 1);
        Photo.checkSize((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
        add(body, name, in.part(from, to));
      }
      case "ALPH", "ICCP" -> add(body, name, in.part(from, to));
      case "EXIF" -> orientation = Orientation.of(in.part(from, to));
      default -> {}
    }
  }

  private void begin(boolean right) throws SpoiltException {
    if (!right || picture) {
      throw SpoiltException.broken();
    }
    picture = true;
  }

  private static void add(Sink sink, String name, byte[] data) {
    sink.ascii(name).u32Little(data.length).add(data);
    if (data.length % 2 == 1) {
      sink.u8(0);
    }
  }
}
