package cn.yizhan.hub.notify.channel;

import org.jspecify.annotations.Nullable;

/** Says of addresses that are to be registered whether anything could ever be sent there. */
public interface Gate {
  /** What is wrong with a URL, in a sentence, or null when nothing is. */
  @Nullable String objection(String url);

  /**
   * What is wrong with going to a host, in a sentence, or null when nothing is. Names are not
   * looked up.
   *
   * @param secure whether what goes there is encrypted
   */
  @Nullable String objection(boolean secure, String host);
}
