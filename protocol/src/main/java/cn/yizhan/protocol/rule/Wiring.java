package cn.yizhan.protocol.rule;

import cn.yizhan.protocol.message.Config;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

  /**
   * The wiring of those bays.
   *
   * @param breaker what the station's breaker carries, W; 0 when it is not known
   */
  public static Wiring of(double breaker, List<Config.Bay> bays) {
    return new Wiring(breaker, numbers(bays, Config.Bay::low), numbers(bays, Config.Bay::circuit));
  }

  private static Set<Integer> numbers(List<Config.Bay> bays, Predicate<Config.Bay> those) {
    return bays.stream()
        .filter(those)
        .map(Config.Bay::number)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Nothing is registered: no rating, no bay mounted low, one circuit. */
  public static Wiring unknown() {
    return UNKNOWN;
  }
}
