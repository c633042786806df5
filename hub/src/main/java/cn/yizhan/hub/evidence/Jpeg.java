package cn.yizhan.hub.evidence;

/**
 * JPEG files (ITU-T T.81): a row of marked segments, and compressed data after each start of a
 * scan. Kept are tables, frames and scans, the colour profile, Adobe's word on the colours, the
 * densities of JFIF without its small picture, and which way is up. Comments and all other
 * application segments go, and whatever follows the end of the picture: telephones put second
 * pictures, films and notes there.
 */
final class Jpeg {
  static final byte[] MAGIC = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private static final int SOF_BASELINE = 0xc0;
  private static final int SOF_PROGRESSIVE = 0xc2;
  private static final int DHT = 0xc4;
  private static final int SOF_LAST = 0xcf;
  private static final int RST_FIRST = 0xd0;
  private static final int RST_LAST = 0xd7;
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int DQT = 0xdb;
  private static final int DNL = 0xdc;
  private static final int DRI = 0xdd;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COM = 0xfe;
  private static final int JFIF_WITHOUT_PICTURE = 12;
  private static final int ADOBE = 12;

  private final Source in;
  private final Sink jfif = new Sink();
  private final Sink body = new Sink();
  private int at = 2;
  private int orientation = 1;
  private boolean frame;
  private boolean scan;

  private Jpeg(Source in) {
    this.in = in;
  }

  /** The same picture without what is not needed to show it. */
  static byte[] picture(Source in) throws SpoiltException {
    return new Jpeg(in).read();
  }

  private byte[] read() throws SpoiltException {
    int marker = marker();
    while (marker != EOI) {
      segment(marker);
      marker = marker();
    }
    if (!scan) {
      throw SpoiltException.broken();
    }
    Sink out = new Sink().u8(0xff).u8(SOI).add(jfif.bytes());
    if (!Orientation.isUpright(orientation)) {
      byte[] block = Orientation.block(orientation);
      out.u8(0xff).u8(APP1).u16(2 + 6 + block.length).ascii("Exif\0\0").add(block);
    }
    return out.add(body.bytes()).u8(0xff).u8(EOI).bytes();
  }

  /** The next marker; any number of filling bytes may stand before its second byte. */
  private int marker() throws SpoiltException {
    if (in.u8(at) != 0xff) {
      throw SpoiltException.broken();
    }
    while (in.u8(at) == 0xff) {
      at++;
    }
    return in.u8(at++);
  }

  private void segment(int marker) throws SpoiltException {
    int from = at + 2;
    int to = at + in.u16(at);
    if (to < from || to > in.length()) {
      throw SpoiltException.broken();
    }
    at = to;
    if (marker >= APP0 && marker <= APP15) {
      application(marker, from, to);
    } else if (marker == SOS) {
      if (!frame) {
        throw SpoiltException.broken();
      }
      scan = true;
      keep(marker, from, to);
      compressed();
    } else if (marker >= SOF_BASELINE && marker <= SOF_PROGRESSIVE) {
      frame = true;
      Photo.checkSize(in.u16(from + 3), in.u16(from + 1));
      keep(marker, from, to);
    } else if (marker == DHT || marker == DQT || marker == DRI || marker == DNL) {
      keep(marker, from, to);
    } else if (marker != COM) {
      throw marker > SOF_PROGRESSIVE && marker <= SOF_LAST
          ? SpoiltException.unusual()
          : SpoiltException.broken();
    }
  }

  private void application(int marker, int from, int to) throws SpoiltException {
    if (marker == APP0
        && jfif.size() == 0
        && in.hasAscii(from, "JFIF\0")
        && to - from >= JFIF_WITHOUT_PICTURE) {
      jfif.u8(0xff).u8(APP0).u16(2 + JFIF_WITHOUT_PICTURE + 2);
      jfif.add(in.part(from, from + JFIF_WITHOUT_PICTURE)).u16(0);
    } else if (marker == APP1 && in.hasAscii(from, "Exif\0\0")) {
      orientation = Orientation.of(in.part(from, to));
    } else if (marker == APP2 && in.hasAscii(from, "ICC_PROFILE\0")) {
      keep(marker, from, to);
    } else if (marker == APP14 && in.hasAscii(from, "Adobe") && to - from >= ADOBE) {
      keep(marker, from, from + ADOBE);
    }
  }

  private void keep(int marker, int from, int to) throws SpoiltException {
    body.u8(0xff).u8(marker).u16(2 + to - from).add(in.part(from, to));
  }

  /** Copies compressed data up to the next marker that is not part of it. */
  private void compressed() throws SpoiltException {
    int from = at;
    while (true) {
      if (in.u8(at) != 0xff) {
        at++;
        continue;
      }
      int next = in.u8(at + 1);
      if (next == 0 || (next >= RST_FIRST && next <= RST_LAST)) {
        at += 2;
      } else if (next == 0xff) {
        at++;
      } else {
        body.add(in.part(from, at));
        return;
      }
    }
  }
}
