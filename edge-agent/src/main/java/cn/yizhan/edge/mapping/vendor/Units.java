package cn.yizhan.edge.mapping.vendor;

import java.util.Map;
import java.util.OptionalDouble;

/** Turns values from vendors' units into those of points (RFC 8428, RFC 8798). */
public final class Units {
  private static final double FAHRENHEIT_ZERO = 32;
  private static final double FAHRENHEIT_DEGREE = 5.0 / 9;
  private static final double KELVIN_ZERO = 273.15;

  /** Unit, the unit of points it is a part or a multiple of, and how many of those it is. */
  private static final Map<String, Scaled> SCALED =
      Map.ofEntries(
          Map.entry("kW", new Scaled("W", 1000)),
          Map.entry("mW", new Scaled("W", 0.001)),
          Map.entry("kWh", new Scaled("Wh", 1000)),
          Map.entry("mWh", new Scaled("Wh", 0.001)),
          Map.entry("Wmin", new Scaled("Wh", 1.0 / 60)),
          Map.entry("Ws", new Scaled("Wh", 1.0 / 3600)),
          Map.entry("J", new Scaled("Wh", 1.0 / 3600)),
          Map.entry("mV", new Scaled("V", 0.001)),
          Map.entry("kV", new Scaled("V", 1000)),
          Map.entry("mA", new Scaled("A", 0.001)),
          Map.entry("C", new Scaled("Cel", 1)),
          Map.entry("°C", new Scaled("Cel", 1)),
          Map.entry("ml", new Scaled("l", 0.001)),
          Map.entry("L", new Scaled("l", 1)),
          Map.entry("g", new Scaled("kg", 0.001)),
          Map.entry("min", new Scaled("s", 60)),
          Map.entry("ms", new Scaled("s", 0.001)));

  private record Scaled(String unit, double factor) {}

  private Units() {}

  /**
   * Turns a value into another unit.
   *
   * @param value the value
   * @param from its unit as vendors write it; {@code %} is that of battery or of humidity
   * @param to unit of a point
   * @return empty when the one cannot be turned into the other
   */
  public static OptionalDouble convert(double value, String from, String to) {
    boolean percent = from.equals("%") && (to.equals("%EL") || to.equals("%RH"));
    if (from.equals(to) || percent) {
      return OptionalDouble.of(value);
    }
    if (to.equals("Cel")) {
      switch (from) {
        case "F", "°F" -> {
          return OptionalDouble.of((value - FAHRENHEIT_ZERO) * FAHRENHEIT_DEGREE);
        }
        case "K" -> {
          return OptionalDouble.of(value - KELVIN_ZERO);
        }
        default -> {}
      }
    }
    Scaled scaled = SCALED.get(from);
    return scaled != null && scaled.unit.equals(to)
        ? OptionalDouble.of(value * scaled.factor)
        : OptionalDouble.empty();
  }
}
