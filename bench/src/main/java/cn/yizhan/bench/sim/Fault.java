package cn.yizhan.bench.sim;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be made to go wrong at a simulated station. */
public enum Fault {
  /** The battery at the first e-bike bay overheats. */
  OVERHEAT,
  /** The first e-bike bay draws more than any charger should. */
  OVERPOWER,
  /** The relay of the first e-bike bay welds together while a battery charges. */
  STUCK_RELAY,
  /** An e-bike battery hangs on the first phone bay. */
  MISUSE,
  /** Smoke in the room. */
  SMOKE,
  /** The smoke is gone. */
  SMOKE_CLEARED,
  /** The smoke detector says nothing any more. */
  SILENT_SENSOR,
  /** Clocks of the hardware are at 1970, as after a power cut without a time server. */
  WRONG_CLOCK,
  /** The line of the station to the hub fails, while the station goes on. */
  CUT_LINE,
  /** The line is back. */
  LINE_BACK,
  /** Nearly all the water has been drunk. */
  WATER_LOW,
  /** All supplies are filled up. */
  RESTOCK,
  /** Power and line of the station fail: nothing is heard of it. */
  SILENT,
  /** Power and line are back. */
  BACK;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word used in requests, {@code water-low} for instance. */
  public String word() {
    return word;
  }

  /** The fault of that word, or null. */
  public static @Nullable Fault of(String word) {
    for (Fault fault : values()) {
      if (fault.word.equals(word)) {
        return fault;
      }
    }
    return null;
  }
}
