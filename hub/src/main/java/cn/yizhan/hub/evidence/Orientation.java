package cn.yizhan.hub.evidence;

/**
 * Which way up a picture is to be shown, the one thing in its EXIF block that is needed: tag 0x0112
 * of a TIFF directory, 1 for upright up to 8 (CIPA DC-008).
 */
final class Orientation {
  private static final int UPRIGHT = 1;
  private static final int LAST = 8;
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int HEADER = 8;
  private static final int ENTRY = 12;

  private Orientation() {}

  /**
   * The orientation said by a TIFF block; upright when it says none or cannot be read.
   *
   * @param block the block, perhaps with {@code Exif} and two zeros before it
   */
  static int of(byte[] block) {
    Source source = new Source(block);
    int start = source.hasAscii(0, "Exif\0\0") ? 6 : 0;
    try {
      boolean little = source.hasAscii(start, "II");
      if (!little && !source.hasAscii(start, "MM")) {
        return UPRIGHT;
      }
      long directory = little ? source.u32Little(start + 4) : source.u32(start + 4);
      if (directory < HEADER || directory > block.length) {
        return UPRIGHT;
      }
      return of(source, start + (int) directory, little);
    } catch (SpoiltException e) {
      // what describes the picture may be damaged; the picture is not
      return UPRIGHT;
    }
  }

  private static int of(Source source, int directory, boolean little) throws SpoiltException {
    int entries = u16(source, directory, little);
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if (u16(source, entry, little) == TAG && u16(source, entry + 2, little) == SHORT) {
        int value = u16(source, entry + 8, little);
        return value >= UPRIGHT && value <= LAST ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }

  private static int u16(Source source, int at, boolean little) throws SpoiltException {
    return little ? source.u16Little(at) : source.u16(at);
  }

  /** True when a viewer need not be told. */
  static boolean isUpright(int orientation) {
    return orientation == UPRIGHT;
  }

  /** A TIFF block that says this orientation and nothing else. */
  static byte[] block(int orientation) {
    return new Sink()
        .ascii("MM")
        .u16(42)
        .u32(HEADER)
        .u16(1)
        .u16(TAG)
        .u16(SHORT)
        .u32(1)
        .u16(orientation)
        .u16(0)
        .u32(0)
        .bytes();
  }
}
