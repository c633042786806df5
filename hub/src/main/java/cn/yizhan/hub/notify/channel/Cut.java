package cn.yizhan.hub.notify.channel;

import java.nio.charset.StandardCharsets;

/** Shortens texts at the boundary of a character, with a mark that something is missing. */
final class Cut {
  private Cut() {}

  /**
   * A text of at most so many bytes in UTF-8.
   *
   * @param mark stands at the end of a text that was cut, counted in
   */
  static String bytes(String text, int most, String mark) {
    if (bytes(text) <= most) {
      return text;
    }
    int room = most - bytes(mark);
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      used += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (used > room) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end) + mark;
  }

  /** A text of at most so many characters (Unicode code points), the mark counted in. */
  static String characters(String text, int most, String mark) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    int room = most - mark.codePointCount(0, mark.length());
    return text.substring(0, text.offsetByCodePoints(0, room)) + mark;
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
