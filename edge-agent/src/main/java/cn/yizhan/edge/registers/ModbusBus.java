package cn.yizhan.edge.registers;

/**
 * A line on which Modbus is spoken.
 *
 * @param id its name in the station file
 * @param link how it is reached
 * @param timeoutMs how long an answer is waited for, ms
 */
public record ModbusBus(String id, Link link, int timeoutMs) {
  /** Waited for an answer unless the file says otherwise, ms. */
  public static final int TIMEOUT = 500;

  /** How a line is reached. */
  public sealed interface Link permits Tcp, Serial {}

  /**
   * A host on the network.
   *
   * @param host its name or address
   * @param port its port, 502 by the standard
   * @param rtu true for frames of the serial line sent over TCP, as converters do
   */
  public record Tcp(String host, int port, boolean rtu) implements Link {}

  /** The parity bit of a serial line. */
  public enum Parity {
    /** None. */
    NONE,
    /** Even, the standard's own choice. */
    EVEN,
    /** Odd. */
    ODD
  }

  /**
   * A serial line, 8 data bits.
   *
   * @param device the system's name of the port, {@code /dev/ttyUSB0}
   * @param baud bits a second
   * @param parity its parity bit
   * @param stopBits 1 or 2
   */
  public record Serial(String device, int baud, Parity parity, int stopBits) implements Link {}
}
