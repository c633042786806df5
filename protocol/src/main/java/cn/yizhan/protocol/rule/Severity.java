package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.Label;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bad something is, the worst first. */
public enum Severity {
  /** Life or fire. */
  CRITICAL("紧急"),
  /** Danger near, or a service gone. */
  MAJOR("重要"),
  /** To be dealt with on a working day. */
  MINOR("一般"),
  /** For the record. */
  INFO("提示");

  private final String zh;
  private final String word = name().toLowerCase(Locale.ROOT);

  Severity(String zh) {
    this.zh = zh;
  }

  /** What people call it. */
  public Label label() {
    return new Label(zh, word);
  }

  /** The word used in JSON and in the database. */
  public String word() {
    return word;
  }

  /** True when this is worse than the other; anything is worse than null. */
  public boolean worseThan(@Nullable Severity other) {
    return other == null || compareTo(other) < 0;
  }

  /**
   * The severity of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Severity of(String word) {
    for (Severity severity : values()) {
      if (severity.word.equals(word)) {
        return severity;
      }
    }
    throw new IllegalArgumentException("no severity is called " + word);
  }
}
