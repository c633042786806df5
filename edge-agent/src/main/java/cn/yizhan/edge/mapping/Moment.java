package cn.yizhan.edge.mapping;

/**
 * An instant by both of the agent's clocks.
 *
 * @param wall milliseconds since 1970 UTC, as the machine believes; may be set to anything at any
 *     time
 * @param steady milliseconds that only rise; they begin with the wall clock when the agent starts
 */
public record Moment(long wall, long steady) {
  /** How far the wall clock is ahead of the steady one, ms. */
  public long offset() {
    return wall - steady;
  }
}
