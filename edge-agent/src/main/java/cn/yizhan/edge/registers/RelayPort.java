package cn.yizhan.edge.registers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a relay of a unit is switched.
 *
 * @param channel its number, from 1
 * @param on what is written to switch it on
 * @param off what is written to switch it off
 * @param autoOff how it is made to go off by itself, null when it cannot
 */
public record RelayPort(
    int channel, RegisterWrite on, RegisterWrite off, @Nullable AutoOff autoOff) {

  /**
   * How a relay is made to go off by itself.
   *
   * @param coil as for {@link RegisterWrite}
   * @param address where the time is written
   * @param seconds what one count of it is
   * @param most the longest time, in counts
   * @param switchesOn true when writing it switches the relay on for that time; otherwise it is
   *     written before the relay is switched on
   */
  public record AutoOff(boolean coil, int address, double seconds, int most, boolean switchesOn) {
    private RegisterWrite write(int wanted) {
      long counts = Math.max(1, Math.min(most, (long) (wanted / seconds)));
      return new RegisterWrite(coil, address, (int) counts);
    }
  }

  /**
   * What is written, in order.
   *
   * @param wanted whether it is to be on
   * @param autoOffSeconds after how long it has to go off by itself, 0 for never; without a way to
   *     do that it is switched on all the same
   */
  public List<RegisterWrite> writes(boolean wanted, int autoOffSeconds) {
    if (!wanted) {
      return List.of(off);
    }
    if (autoOff == null || autoOffSeconds <= 0) {
      return List.of(on);
    }
    RegisterWrite time = autoOff.write(autoOffSeconds);
    return autoOff.switchesOn() ? List.of(time) : List.of(time, on);
  }
}
