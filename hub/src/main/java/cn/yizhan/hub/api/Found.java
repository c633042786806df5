package cn.yizhan.hub.api;

import org.jspecify.annotations.Nullable;

/** Things that were looked for. */
final class Found {
  private Found() {}

  /**
   * The thing itself.
   *
   * @throws Refusal with that sentence when there is none
   */
  static <T> T orRefuse(@Nullable T thing, String sentence) {
    if (thing == null) {
      throw Refusal.notFound(sentence);
    }
    return thing;
  }
}
