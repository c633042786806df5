package cn.yizhan.hub.api;

/** Routes of one subject. */
@FunctionalInterface
public interface Routes {
  /** Says what answers which operation. */
  void mount(Operations operations);
}
