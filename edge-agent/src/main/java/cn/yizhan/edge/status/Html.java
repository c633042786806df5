package cn.yizhan.edge.status;

/** Builds HTML. Every text goes through {@link #text}. Not thread-safe. */
final class Html {
  private final StringBuilder out = new StringBuilder(8192);

  /** Markup as it is; never anything from outside. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** A text, escaped for content and for attributes in double quotes. */
  Html text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return this;
  }

  /** An element that holds a text. */
  Html element(String tag, String text) {
    return raw("<" + tag + ">").text(text).raw("</" + tag + ">\n");
  }

  /** An element of a class, or of none, that holds a text. */
  Html element(String tag, String style, String text) {
    if (style.isEmpty()) {
      return element(tag, text);
    }
    return raw("<" + tag + " class=\"").text(style).raw("\">").text(text).raw("</" + tag + ">\n");
  }

  /** A term and what it is, of a list of definitions. */
  Html entry(String term, String style, String text) {
    return raw("<div>").element("dt", term).element("dd", style, text).raw("</div>\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
