package cn.yizhan.edge.stationfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is on Modbus.
 *
 * @param lines the buses
 * @param units what of the wired devices is on them
 */
public record Buses(List<Bus> lines, List<Unit> units) {
  /** Nothing. */
  public static final Buses NONE = new Buses(List.of(), List.of());

  /**
   * A device on a bus.
   *
   * @param device id of the wired device
   * @param bus id of its bus
   * @param unit its address, 1 to 247 on a serial line
   * @param map name of its register map
   * @param everyMs how often it is read
   */
  public record Unit(String device, String bus, int unit, String map, int everyMs) {}

  /** Keeps copies. */
  public Buses {
    lines = List.copyOf(lines);
    units = List.copyOf(units);
  }

  /** The bus of that id, or null. */
  public @Nullable Bus find(String id) {
    return lines.stream().filter(bus -> bus.id().equals(id)).findFirst().orElse(null);
  }
}
