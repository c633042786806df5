package cn.yizhan.hub.notify.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as it is to be made.
 *
 * @param method {@code POST} or {@code GET}
 * @param url where to, secrets included
 * @param headers by name
 * @param body the text, sent in UTF-8; empty for {@code GET}
 * @param hidden texts that must not be seen when somebody tells of it
 */
public record Parcel(
    String method, String url, Map<String, String> headers, String body, List<String> hidden) {

  /**
   * A POST of JSON to a robot or a receiver.
   *
   * @param secret what it is signed or let in with, or null
   */
  static Parcel json(
      Kind kind, String url, Map<String, String> headers, String body, @Nullable String secret) {
    List<String> hidden = new ArrayList<>(kind.tokens(url));
    if (secret != null) {
      hidden.add(secret);
    }
    return new Parcel("POST", url, headers, body, List.copyOf(hidden));
  }

  /** A sentence without what must not be seen. */
  public String veiled(String sentence) {
    String veiled = sentence;
    for (String text : hidden) {
      veiled = veiled.replace(text, Kind.MASK);
    }
    return veiled;
  }

  @Override
  public String toString() {
    return method + " of " + body.length() + " characters";
  }
}
