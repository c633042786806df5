package cn.yizhan.hub.console;

import org.jspecify.annotations.Nullable;

/**
 * Whether a station is connected.
 *
 * @param online null when it has never been heard of
 * @param since since when, epoch milliseconds; null when it has never been heard of
 */
public record Presence(@Nullable Boolean online, @Nullable Long since) {
  /** Of a station never heard of. */
  public static final Presence UNKNOWN = new Presence(null, null);

  /** True when the station was connected and is not any more. */
  public boolean lost() {
    return Boolean.FALSE.equals(online);
  }
}
