package cn.yizhan.edge.stationfile;

import org.jspecify.annotations.Nullable;

/**
 * A line on which Modbus is spoken.
 *
 * @param id its name within the file
 * @param tcp where it is, null for a serial line
 * @param rtuOverTcp true when the frames on TCP are those of a serial line
 * @param serial the serial line, null for TCP
 */
public record Bus(String id, @Nullable HostPort tcp, boolean rtuOverTcp, @Nullable Serial serial) {
  /** Parity of a serial line. */
  public enum Parity {
    /** No parity bit. */
    NONE,
    /** Even. */
    EVEN,
    /** Odd. */
    ODD
  }

  /**
   * A serial line with eight data bits.
   *
   * @param device its file, {@code /dev/ttyUSB0}
   * @param baud bits per second
   * @param parity parity bit
   * @param stopBits 1 or 2
   */
  public record Serial(String device, int baud, Parity parity, int stopBits) {}
}
