package cn.yizhan.hub.rules;

/** When a fact became known, as against when it happened. */
public enum Telling {
  /** While it happened. */
  LIVE,
  /** Late, but what it says still holds. */
  DELAYED,
  /** After the whole episode was over: listed and reported, never paged. */
  RETROSPECTIVE
}
