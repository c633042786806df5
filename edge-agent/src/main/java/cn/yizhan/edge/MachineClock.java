package cn.yizhan.edge;

import java.util.UUID;

/** The clocks of the machine an agent runs on. */
@FunctionalInterface
public interface MachineClock {
  /** Milliseconds since 1970 UTC, as the machine believes. */
  long wall();

  /** Which start of the machine this is. */
  default UUID boot() {
    return MachineBoot.THIS.id();
  }

  /** How long ago that start was, in milliseconds. */
  default long uptime() {
    return MachineBoot.THIS.uptime();
  }
}
