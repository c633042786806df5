package cn.yizhan.hub.notify.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kinds of channels an office can be told by. */
public enum Kind {
  /** The JSON body, signed after Standard Webhooks. */
  WEBHOOK(null),
  /** A body in the shape of Alertmanager's webhook, version 4. */
  ALERTMANAGER("authorization"),
  /** A robot in a DingTalk group. */
  DINGTALK("secret"),
  /** A robot in a WeCom group. */
  WECOM(null),
  /** A robot in a Feishu group. */
  FEISHU("secret"),
  /** Short messages through an HTTP gateway. */
  SMS("secrets"),
  /** Telephone calls through an HTTP gateway. */
  VOICE("secrets"),
  /** E-mail through a mail server. */
  EMAIL("password");

  /** What stands where something secret is not shown. */
  public static final String MASK = "***";

  private static final Pattern VALUE = Pattern.compile("(?<==)(?!\\{[\\w.-]+}(?:&|$))[^&]+");
  private static final Pattern LAST_SEGMENT = Pattern.compile("/[^/]+/*$");

  private final String word = name().toLowerCase(Locale.ROOT);
  private final @Nullable String secret;

  Kind(@Nullable String secret) {
    this.secret = secret;
  }

  /** The word used in JSON and in the database. */
  public String word() {
    return word;
  }

  /** Whether it is a robot of a group, which takes 20 messages a minute. */
  public boolean robot() {
    return this == DINGTALK || this == WECOM || this == FEISHU;
  }

  /** Names of the settings that are kept encrypted and never shown again. */
  public Set<String> secrets() {
    return secret == null ? Set.of() : Set.of(secret);
  }

  /** Whether the address itself is a secret, since it carries a token. */
  public boolean secretUrl() {
    return this != WEBHOOK && this != EMAIL;
  }

  /** The kind of that word, or null when there is none. */
  public static @Nullable Kind of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst().orElse(null);
  }

  /** The words of all kinds. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Kind::word).toList();
  }

  /**
   * The address as people may see it: of a kind whose address carries a token without the values of
   * its query, and for Feishu without the last part of its path. Placeholders stay.
   */
  public String shown(String url) {
    if (!secretUrl()) {
      return url;
    }
    int question = url.indexOf('?');
    String place = question < 0 ? url : url.substring(0, question);
    String query = question < 0 ? "" : url.substring(question);
    if (this == FEISHU) {
      place = LAST_SEGMENT.matcher(place).replaceFirst("/" + MASK);
    }
    boolean bare = !query.isEmpty() && !query.contains("=");
    return place + (bare ? "?" + MASK : VALUE.matcher(query).replaceAll(MASK));
  }

  /** The parts of an address that are masked where it is shown. */
  List<String> tokens(String url) {
    List<String> tokens = new ArrayList<>();
    int question = url.indexOf('?');
    VALUE
        .matcher(question < 0 ? "" : url.substring(question))
        .results()
        .forEach(found -> tokens.add(found.group()));
    if (this == FEISHU) {
      String place = question < 0 ? url : url.substring(0, question);
      LAST_SEGMENT
          .matcher(place)
          .results()
          .forEach(found -> tokens.add(found.group().replace("/", "")));
    }
    return tokens.stream().filter(token -> token.length() > 5).toList();
  }
}
