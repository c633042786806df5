package cn.yizhan.edge.mapping.tasmota;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic of Tasmota by its two usual patterns, {@code %prefix%/%topic%/} and {@code
 * %topic%/%prefix%/} (its command FullTopic).
 *
 * @param prefix {@code tele}, {@code stat} or {@code cmnd}
 * @param name the device's topic; with slashes where the pattern has further parts
 * @param what the last part, which says what it is
 * @param nameFirst true for the second pattern
 */
record TasmotaTopic(String prefix, String name, String what, boolean nameFirst) {
  private static final List<String> PREFIXES = List.of("tele", "stat", "cmnd");
  private static final int FEWEST = 3;

  /** The topic in that text, null when it is none of Tasmota's. */
  static @Nullable TasmotaTopic parse(String text) {
    String[] levels = text.split("/", -1);
    int last = levels.length - 1;
    if (levels.length < FEWEST || Arrays.asList(levels).contains("")) {
      return null;
    }
    if (PREFIXES.contains(levels[0])) {
      return new TasmotaTopic(levels[0], name(levels, 1, last), levels[last], false);
    }
    return PREFIXES.contains(levels[last - 1])
        ? new TasmotaTopic(levels[last - 1], name(levels, 0, last - 1), levels[last], true)
        : null;
  }

  private static String name(String[] levels, int from, int to) {
    return String.join("/", Arrays.asList(levels).subList(from, to));
  }

  /** The topic of a command to a device. */
  static String command(String name, String command, boolean nameFirst) {
    return nameFirst ? name + "/cmnd/" + command : "cmnd/" + name + "/" + command;
  }
}
