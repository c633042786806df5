package cn.yizhan.edge.mapping.vendor;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bare values as hardware writes them, blanks and line ends around them or not. */
public final class Scalars {
  /** With as many decimals as a small number has that is written out in full, and some more. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{0,30})?([eE][-+]?[0-9]{1,2})?");

  private Scalars() {}

  /** The number, null when it is none. */
  public static @Nullable Double number(String text) {
    String bare = text.strip();
    return NUMBER.matcher(bare).matches() ? Double.valueOf(bare) : null;
  }

  /** 1 for what is on, true or open, 0 for the opposite; null for other words. */
  public static @Nullable Double state(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "on", "true", "1", "open" -> 1.0;
      case "off", "false", "0", "close", "closed" -> 0.0;
      default -> null;
    };
  }
}
