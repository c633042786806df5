package cn.yizhan.protocol.codec;

import java.util.regex.Pattern;

/** What texts may look like. */
final class Texts {
  /** Names of journals. */
  static final Pattern EPOCH = Pattern.compile("[0-9A-Za-z]{1,32}");

  /** Identifiers: of sessions, commands, events, devices. */
  static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._:-]{0,63}");

  /** Types of events and commands, reasons, names of thresholds and arguments. */
  static final Pattern WORD = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,63}");

  /** What an event or command is about. */
  static final Pattern SUBJECT = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._:/-]{0,63}");

  /** A point, or the pattern of points. */
  static final Pattern POINTS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._/{}-]{0,63}");

  /** A rule and its version. */
  static final Pattern RULE = Pattern.compile("[0-9A-Za-z-]{1,16}@[0-9]{1,9}");

  /** Units of measurement. */
  static final Pattern UNIT = Pattern.compile("[!-~]{1,16}");

  private Texts() {}

  /** True when the database and every reader can hold the text. */
  static boolean storable(String text, int maxChars) {
    if (text.length() > maxChars) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
