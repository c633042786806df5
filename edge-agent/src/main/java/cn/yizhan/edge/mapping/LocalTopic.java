package cn.yizhan.edge.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A topic between hardware and agent, {@code yizhan/local/{device}/{kind}}.
 *
 * @param device whose topic it is
 * @param kind what it carries
 */
public record LocalTopic(String device, Kind kind) {
  /** Where the texts for displays go; any device may subscribe. */
  public static final String DISPLAY = "yizhan/local/display";

  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]{0,31}");
  private static final Pattern FORM =
      Pattern.compile("yizhan/local/([A-Za-z0-9][A-Za-z0-9:._-]{0,31})/(points|set|reset)");

  /** What a topic carries. */
  public enum Kind {
    /** Readings, from the device. */
    POINTS,
    /** Values to take on, to the device. */
    SET,
    /** Somebody on site takes a latch off, from the device. */
    RESET
  }

  /** The topic named by the text, or null when it is none of ours. */
  public static @Nullable LocalTopic parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    Kind kind =
        switch (matcher.group(2)) {
          case "points" -> Kind.POINTS;
          case "set" -> Kind.SET;
          default -> Kind.RESET;
        };
    return new LocalTopic(matcher.group(1), kind);
  }

  /** True when hardware may call itself that. */
  public static boolean validDevice(String id) {
    return DEVICE.matcher(id).matches() && !id.equals("display");
  }

  @Override
  public String toString() {
    return "yizhan/local/" + device + "/" + kind.name().toLowerCase(java.util.Locale.ROOT);
  }
}
