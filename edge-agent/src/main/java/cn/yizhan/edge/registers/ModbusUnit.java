package cn.yizhan.edge.registers;

import cn.yizhan.edge.wiring.WiredDevice;

/**
 * A device on a line.
 *
 * @param device the wired device
 * @param bus name of its line
 * @param unit its number there, 1 to 247; 0 or 255 for a device that has a TCP connection to itself
 * @param map what its registers mean
 * @param intervalMs how often it is read, ms
 */
public record ModbusUnit(
    WiredDevice device, String bus, int unit, RegisterMap map, long intervalMs) {
  /** How often a unit is read unless the file says otherwise, ms. */
  public static final long INTERVAL = 1_000;
}
