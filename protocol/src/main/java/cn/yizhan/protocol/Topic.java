package cn.yizhan.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A topic of the wire protocol, {@code yizhan/v1/{station}/{kind}}.
 *
 * @param station whose topic it is
 * @param kind what it carries
 */
public record Topic(StationCode station, Kind kind) {
  private static final String PREFIX = "yizhan/v1/";

  /** The topic named by the text, or null when it is none of ours. */
  public static @Nullable Topic parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return null;
    }
    int slash = text.indexOf('/', PREFIX.length());
    if (slash < 0) {
      return null;
    }
    StationCode station = StationCode.parse(text.substring(PREFIX.length(), slash));
    Kind kind = Kind.of(text.substring(slash + 1));
    return station == null || kind == null ? null : new Topic(station, kind);
  }

  @Override
  public String toString() {
    return PREFIX + station + "/" + kind.word();
  }
}
