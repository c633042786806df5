package cn.yizhan.protocol.rule;

import java.util.Set;

/**
 * How a station's bays hang on its mains.
 *
 * @param breaker what its breaker carries, W; 0 when it is not known
 * @param low numbers of the bays mounted low, which water reaches first
 * @param circuit numbers of the bays on the circuit whose residual current is measured; empty for
 *     all
 */
public record Wiring(double breaker, Set<Integer> low, Set<Integer> circuit) {
  private static final Wiring UNKNOWN = new Wiring(0, Set.of(), Set.of());

  /**
   * Keeps copies.
   *
   * @throws IllegalArgumentException when the breaker's rating is negative or not finite
   */
  public Wiring {
    if (!Double.isFinite(breaker) || breaker < 0) {
      throw new IllegalArgumentException("a breaker cannot carry " + breaker + " W");
    }
    low = Set.copyOf(low);
    circuit = Set.copyOf(circuit);
  }

  /** Nothing is registered: no rating, no bay mounted low, one circuit. */
  public static Wiring unknown() {
    return UNKNOWN;
  }
}
