package cn.yizhan.edge.mapping.vendor;

import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value is of, whoever says it: a row of {@code quantities.json}.
 *
 * @param kind its name in the tables of the families
 * @param unit unit of the points it becomes; null for what is true or false
 * @param points the point it becomes at each kind of place, empty where it is passed over; {@code
 *     {n}} stands for the number of the bay, {@code {id}} for the device
 * @param elsewhere the same for all other places, null when it means nothing there
 * @param phases what becomes of the values of several phases of the incoming supply
 */
public record Quantity(
    String kind,
    @Nullable String unit,
    Map<Place.Kind, String> points,
    @Nullable String elsewhere,
    Phases.Rule phases) {

  /** Kind of what a device complains of; there is no point for it, so it is listed. */
  public static final String FAULT = "fault";

  /** Keeps a copy. */
  public Quantity {
    points = Map.copyOf(points);
  }

  /** True for what is true or false. */
  public boolean state() {
    return unit == null;
  }

  /** True for what says whether the device is there: kept true by its Will, however old. */
  public boolean presence() {
    return kind.equals("online");
  }

  /**
   * The point it becomes. Smoke, water and what is of the device itself need no place.
   *
   * @return empty when it is passed over there, null when it means nothing there
   */
  public @Nullable String point(WiredDevice device, @Nullable Place place) {
    String name = place == null ? null : points.get(place.kind());
    if (name == null) {
      boolean placeless = elsewhere != null && !elsewhere.isEmpty();
      name = place == null && !placeless ? null : elsewhere;
    }
    if (name == null) {
      return null;
    }
    String part = place == null ? "" : place.part();
    return name.replace("{n}", part).replace("{id}", device.id());
  }
}
