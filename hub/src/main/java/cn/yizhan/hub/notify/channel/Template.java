package cn.yizhan.hub.notify.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with placeholders in braces. Braces round anything but a name are part of the text, so
 * that JSON can be written as it is.
 */
record Template(String text) {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]*)}");

  /** The names of the placeholders in it, in their order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    Matcher matcher = PLACE.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /**
   * The text with what stands for each placeholder.
   *
   * @param values the value of a name, already escaped
   */
  String fill(UnaryOperator<String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
  }
}
