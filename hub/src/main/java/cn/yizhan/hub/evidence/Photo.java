package cn.yizhan.hub.evidence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A photo as it is kept: the picture, and nothing about who took it, where and with what. */
public final class Photo implements Received {
  /** Most bytes of a photo as it is sent. */
  public static final int LARGEST = 5 * 1024 * 1024;

  private static final long MOST_PIXELS = 100_000_000;

  private final ImageType type;
  private final byte[] content;

  Photo(ImageType type, byte[] content) {
    this.type = type;
    this.content = content;
  }

  /** Its format. */
  public ImageType type() {
    return type;
  }

  /** How many bytes it has. */
  public int size() {
    return content.length;
  }

  /** Its bytes; a copy. */
  public byte[] content() {
    return content.clone();
  }

  /** The SHA-256 of its bytes in lower-case hexadecimal digits, by which it is known. */
  public String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }

  /** A small file may hold a picture that fills the memory of whoever looks at it. */
  static void checkSize(long width, long height) throws SpoiltException {
    if (width <= 0 || height <= 0) {
      throw SpoiltException.broken();
    }
    if (width > MOST_PIXELS || height > MOST_PIXELS || width * height > MOST_PIXELS) {
      throw SpoiltException.tooManyPixels();
    }
  }
}
