package cn.yizhan.hub.notify.channel;

/**
 * Text inside the Markdown of group robots. They know different parts of Markdown and no escape
 * that all of them honour, so what could be read as markup gets the wide form of the same
 * character.
 */
final class Markdown {
  private static final String MARKUP = "<>*`[]#|~";

  private Markdown() {}

  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // the wide forms lie at a fixed distance from the ASCII characters
      plain.append(MARKUP.indexOf(c) >= 0 ? (char) (c + 0xFEE0) : c);
    }
    return plain.toString();
  }
}
