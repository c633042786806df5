package cn.yizhan.hub.api;

import java.util.List;

/** Whether the hub can do its work. */
@FunctionalInterface
public interface Readiness {
  /** Names of the checks that fail, {@code database} for instance; none when the hub is ready. */
  List<String> obstacles();

  /** What does not keep the hub from its work and should be seen to all the same. */
  default List<String> warnings() {
    return List.of();
  }
}
