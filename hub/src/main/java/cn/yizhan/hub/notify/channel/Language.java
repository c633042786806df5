package cn.yizhan.hub.notify.channel;

import java.util.Locale;

/** In which language an office is told. */
public enum Language {
  /** Chinese. */
  ZH,
  /** English. */
  EN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in JSON and in the database. */
  public String word() {
    return word;
  }

  /** The language of that word; Chinese for any other. */
  public static Language of(String word) {
    return EN.word.equals(word) ? EN : ZH;
  }

  /** The one of two texts that is in this language. */
  public String pick(String zh, String en) {
    return this == EN ? en : zh;
  }
}
