package cn.yizhan.hub.notify.channel;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a value is written inside a template, by the template's content type. */
enum Escape {
  /** Between the quotes of a JSON string. */
  JSON,
  /** In a form, or in an address: percent signs over UTF-8. */
  FORM,
  /** In the text or an attribute of XML. */
  XML,
  /** As it is, but for control characters other than line feeds. */
  PLAIN;

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** The way of that content type, or null when it is none of those known. */
  static @Nullable Escape of(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT).replaceAll("\\s*;.*", "").strip();
    if (type.equals("application/json") || type.endsWith("+json")) {
      return JSON;
    }
    if (type.equals("application/x-www-form-urlencoded")) {
      return FORM;
    }
    if (type.equals("text/xml") || type.equals("application/xml") || type.endsWith("+xml")) {
      return XML;
    }
    return type.equals("text/plain") ? PLAIN : null;
  }

  String apply(String value) {
    return switch (this) {
      case JSON -> Json.escaped(value);
      case FORM -> percent(value);
      case XML ->
          printable(value)
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;")
              .replace("'", "&apos;");
      case PLAIN -> printable(value);
    };
  }

  /** What stands between two mobile numbers is part of the template where that has a syntax. */
  String between(String separator) {
    return this == FORM ? apply(separator) : separator;
  }

  /** Percent-encoding of all but the unreserved characters of RFC 3986. */
  private static String percent(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHighHexDigit(octet)).append(HEX.toLowHexDigit(octet));
      }
    }
    return encoded.toString();
  }

  private static String printable(String value) {
    return value.replaceAll("[\\p{Cc}&&[^\\n]]", "");
  }
}
