package cn.yizhan.hub.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Small photos, and what telephones write beside the picture. */
public final class Pictures {
  /** What no photo may say when it is kept. */
  public static final String SECRET = "GPS 35.41 116.59, HUAWEI of Zhang Wei, 2026-11-23";

  /** One pixel, lossy. */
  public static final byte[] WEBP =
      Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

  /** One pixel, lossless. */
  public static final byte[] WEBP_LOSSLESS =
      Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

  private Pictures() {}

  /** A picture of that format as this Java writes it. */
  public static byte[] written(String format) {
    return written(format, 48, 32);
  }

  /** The same of another size. */
  public static byte[] written(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, ((x * 5) << 16) | ((y * 7) << 8) | ((x ^ y) * 3));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new AssertionError("this Java writes no " + format);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** The colours of a picture, row by row. */
  public static int[] pixels(byte[] file) {
    try {
      BufferedImage image =
          Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(file)), "no picture");
      return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Bytes one after another. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** The bytes with others put in at a place. */
  public static byte[] with(byte[] file, int at, byte[]... parts) {
    byte[] before = java.util.Arrays.copyOf(file, at);
    byte[] after = java.util.Arrays.copyOfRange(file, at, file.length);
    return join(before, join(parts), after);
  }

  /** ASCII. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A segment of a JPEG file. */
  public static byte[] segment(int marker, byte[] data) {
    int length = data.length + 2;
    return join(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length}, data);
  }

  /** A chunk of a PNG file. */
  public static byte[] pngChunk(String name, byte[] data) {
    byte[] summed = join(ascii(name), data);
    CRC32 sum = new CRC32();
    sum.update(summed);
    return join(bigEndian(data.length), summed, bigEndian((int) sum.getValue()));
  }

  /** A chunk of a WebP file. */
  public static byte[] webpChunk(String name, byte[] data) {
    return join(
        ascii(name), littleEndian(data.length), data, new byte[data.length % 2 == 1 ? 1 : 0]);
  }

  /** A WebP file of these chunks. */
  public static byte[] webp(byte[]... chunks) {
    byte[] all = join(chunks);
    return join(ascii("RIFF"), littleEndian(all.length + 4), ascii("WEBP"), all);
  }

  /** An EXIF block as a camera writes it: a text, the orientation, and a place. */
  public static byte[] exif(int orientation) {
    byte[] head = {
      'I',
      'I',
      42,
      0,
      8,
      0,
      0,
      0,
      2,
      0, //
      0x0f,
      0x01,
      2,
      0,
      (byte) SECRET.length(),
      0,
      0,
      0,
      38,
      0,
      0,
      0, //
      0x12,
      0x01,
      3,
      0,
      1,
      0,
      0,
      0,
      (byte) orientation,
      0,
      0,
      0, //
      0,
      0,
      0,
      0
    };
    return join(head, ascii(SECRET));
  }

  /** A JPEG as a telephone makes it, shown turned by that orientation. */
  public static byte[] fromTelephone(int orientation) {
    return join(
        with(
            written("jpeg"),
            2,
            segment(0xe1, join(ascii("Exif\0\0"), exif(orientation))),
            segment(0xe1, ascii("http://ns.adobe.com/xap/1.0/\0" + SECRET)),
            segment(0xe2, ascii("MPF\0" + SECRET)),
            segment(0xed, ascii("Photoshop 3.0\0" + SECRET)),
            segment(0xfe, ascii(SECRET))),
        written("jpeg", 8, 8),
        ascii(SECRET));
  }

  private static byte[] bigEndian(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  private static byte[] littleEndian(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }
}
