package cn.yizhan.hub.console;

import org.jspecify.annotations.Nullable;

/** The language a page is shown in. */
enum PageLanguage {
  ZH("zh-CN"),
  EN("en");

  /** The cookie in which the page remembers the language chosen on it. */
  static final String COOKIE = "yizhan-language";

  private final String tag;

  PageLanguage(String tag) {
    this.tag = tag;
  }

  /** The tag of BCP 47. */
  String tag() {
    return tag;
  }

  /**
   * What was chosen on the page before; else whichever of the two the browser likes better; else
   * Chinese.
   *
   * @param cookie value of the cookie, null when there is none
   * @param accepted the Accept-Language header, null when there is none
   */
  static PageLanguage of(@Nullable String cookie, @Nullable String accepted) {
    if ("zh".equals(cookie)) {
      return ZH;
    }
    if ("en".equals(cookie)) {
      return EN;
    }
    double zh = weight(accepted, "zh");
    double en = weight(accepted, "en");
    return en > zh ? EN : ZH;
  }

  private static double weight(@Nullable String accepted, String language) {
    double best = 0;
    String[] ranges = accepted == null ? new String[0] : accepted.split(",", 32);
    for (int i = 0; i < ranges.length; i++) {
      String[] parts = ranges[i].strip().split(";", 2);
      String range = parts[0].strip();
      if (range.equalsIgnoreCase(language) || range.regionMatches(true, 0, language + "-", 0, 3)) {
        // of two with the same weight the earlier one is liked better
        best = Math.max(best, quality(parts) - i * 1e-6);
      }
    }
    return best;
  }

  private static double quality(String[] parts) {
    if (parts.length < 2) {
      return 1;
    }
    try {
      return Double.parseDouble(parts[1].strip().replaceFirst("^[qQ]\\s*=\\s*", ""));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
