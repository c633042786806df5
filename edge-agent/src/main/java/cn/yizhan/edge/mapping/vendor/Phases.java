package cn.yizhan.edge.mapping.vendor;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The incoming supply has one point for what up to three phases say. Remembers what each said last.
 */
public final class Phases {
  /** What becomes of the phases' values. */
  public enum Rule {
    /** Each value stands for itself. */
    NONE,
    /** All together, once each has been heard. */
    SUM,
    /**
     * The one furthest from the nominal voltage: a phase that is missing, or one that a broken
     * neutral has raised, must not be hidden by the others.
     */
    FURTHEST
  }

  /** Nominal voltage of the low-voltage supply in China, V (GB/T 156). */
  static final double NOMINAL = 220;

  /**
   * A phase unheard for longer no longer counts, ms; the life of a reading of the supply is 180 s.
   */
  static final long HOLDS = 90_000;

  private final Map<String, Map<String, Part>> parts = new HashMap<>();

  private record Part(double value, long steady) {}

  /**
   * Takes the value of one phase.
   *
   * @param point device and point it is for
   * @param part name of the phase
   * @param value what it says
   * @param rule what becomes of it
   * @param expected how many phases there are
   * @param steady when, by the steady clock
   * @return the value of the point, empty while a phase is missing in a sum
   */
  OptionalDouble take(
      String point, String part, double value, Rule rule, int expected, long steady) {
    Map<String, Part> all = parts.computeIfAbsent(point, key -> new HashMap<>());
    all.put(part, new Part(value, steady));
    all.values().removeIf(old -> steady - old.steady > HOLDS);
    return switch (rule) {
      case NONE -> OptionalDouble.of(value);
      case SUM ->
          all.size() < expected
              ? OptionalDouble.empty()
              : OptionalDouble.of(all.values().stream().mapToDouble(Part::value).sum());
      case FURTHEST ->
          all.values().stream()
              .mapToDouble(Part::value)
              .reduce((a, b) -> Math.abs(a - NOMINAL) >= Math.abs(b - NOMINAL) ? a : b);
    };
  }
}
