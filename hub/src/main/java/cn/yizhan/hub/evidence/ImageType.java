package cn.yizhan.hub.evidence;

import org.jspecify.annotations.Nullable;

/** Formats of photos that every browser shows. */
public enum ImageType {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp");

  private final String media;
  private final String extension;

  ImageType(String media, String extension) {
    this.media = media;
    this.extension = extension;
  }

  /** The media type. */
  public String media() {
    return media;
  }

  /** How a file's name ends, without the dot. */
  public String extension() {
    return extension;
  }

  /** The type of that media type, or null. */
  public static @Nullable ImageType of(String media) {
    for (ImageType type : values()) {
      if (type.media.equals(media)) {
        return type;
      }
    }
    return null;
  }

  /** The type that the first bytes say, or null. */
  static @Nullable ImageType of(Source source) {
    if (source.startsWith(Jpeg.MAGIC)) {
      return JPEG;
    }
    if (source.startsWith(Png.MAGIC)) {
      return PNG;
    }
    return source.hasAscii(0, "RIFF") && source.hasAscii(8, "WEBP") ? WEBP : null;
  }
}
