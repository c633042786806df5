package cn.yizhan.edge.mapping;

/**
 * A topic filter of MQTT, section 4.7 of the standard.
 *
 * @param text the filter
 */
public record TopicFilter(String text) {
  private static final int LONGEST = 256;

  /** True when the text is a filter that hardware may subscribe to. */
  public static boolean valid(String text) {
    if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
      return false;
    }
    String[] levels = text.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      boolean single = levels[i].equals("+");
      boolean rest = levels[i].equals("#") && i == levels.length - 1;
      boolean plain = levels[i].indexOf('+') < 0 && levels[i].indexOf('#') < 0;
      if (!single && !rest && !plain) {
        return false;
      }
    }
    return true;
  }

  /** True when a message of that topic is wanted. */
  public boolean matches(String topic) {
    String[] wanted = text.split("/", -1);
    String[] levels = topic.split("/", -1);
    boolean wild = wanted[0].equals("#") || wanted[0].equals("+");
    if (wild && topic.startsWith("$")) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return true;
      }
      if (i >= levels.length || !(wanted[i].equals("+") || wanted[i].equals(levels[i]))) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }
}
