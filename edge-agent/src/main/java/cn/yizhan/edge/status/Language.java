package cn.yizhan.edge.status;

import cn.yizhan.protocol.Label;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A language of the page. */
enum Language {
  ZH("zh", "zh-CN"),
  EN("en", "en");

  private final String word;
  private final String tag;

  Language(String word, String tag) {
    this.word = word;
    this.tag = tag;
  }

  /** The word of the query {@code ?lang=}. */
  String word() {
    return word;
  }

  /** Its tag of BCP 47. */
  String tag() {
    return tag;
  }

  String of(Label label) {
    return this == ZH ? label.zh() : label.en();
  }

  String of(String zh, String en) {
    return this == ZH ? zh : en;
  }

  /**
   * The language to answer in: the one asked for, else the first of the browser's that there is,
   * else Chinese.
   *
   * @param asked value of {@code ?lang=}
   * @param accepted value of {@code Accept-Language}, by preference; weights are not looked at, as
   *     browsers send the list in their order
   */
  static Language choose(@Nullable String asked, @Nullable String accepted) {
    for (Language each : values()) {
      if (each.word.equals(asked)) {
        return each;
      }
    }
    String[] wanted = accepted == null ? new String[0] : accepted.split(",");
    for (String one : wanted) {
      String range = one.strip().toLowerCase(Locale.ROOT);
      for (Language each : values()) {
        if (range.startsWith(each.word)) {
          return each;
        }
      }
    }
    return ZH;
  }
}
