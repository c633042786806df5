package cn.yizhan.protocol;

import org.jspecify.annotations.Nullable;

/** What a topic carries. */
public enum Kind {
  /** On each connect: what the agent is and where its lanes stand. */
  BIRTH(true),
  /** Telemetry lane. */
  DATA(true),
  /** Priority lane. */
  EVENT(true),
  /** Result of a command. */
  REPLY(true),
  /** Will: the session that ended. */
  DEATH(true),
  /** What a station is to do. */
  COMMAND(false),
  /** Desired configuration, the hub's time and lane positions. */
  CONFIG(false),
  /** Texts for the station's display. */
  NOTICE(false);

  private final boolean up;
  private final String word;

  Kind(boolean up) {
    this.up = up;
    this.word = name().toLowerCase(java.util.Locale.ROOT);
  }

  /** True when stations send it, false when the hub does. */
  public boolean up() {
    return up;
  }

  /** The last level of the topic. */
  public String word() {
    return word;
  }

  /** The lane the messages of this kind are numbered in, or null when they are not numbered. */
  public @Nullable Lane lane() {
    return this == DATA ? Lane.DATA : this == EVENT ? Lane.EVENT : null;
  }

  /** The kind of that word, or null. */
  public static @Nullable Kind of(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }
}
