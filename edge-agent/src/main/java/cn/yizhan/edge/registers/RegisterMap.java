package cn.yizhan.edge.registers;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Hearing;
import cn.yizhan.edge.mapping.vendor.Phases;
import cn.yizhan.edge.mapping.vendor.ValueTable;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the registers of a kind of device mean.
 *
 * @param name the kind
 * @param source where that is documented
 * @param registers its values
 * @param relays its relays
 * @param table what the values are, by their names
 * @param reading how much one request may ask for
 */
public record RegisterMap(
    String name,
    String source,
    List<Register> registers,
    List<RelayPort> relays,
    ValueTable table,
    Reading reading) {

  /**
   * How much one request may ask for.
   *
   * @param longest registers of one request at most
   * @param gap registers nobody asked for that may be read along
   */
  public record Reading(int longest, int gap) {}

  /** Keeps copies. */
  public RegisterMap {
    registers = List.copyOf(registers);
    relays = List.copyOf(relays);
  }

  /** The requests that read all values. */
  public List<RegisterBlock> blocks() {
    return RegisterBlock.of(registers, reading.longest(), reading.gap());
  }

  /** The requests that read all values and nothing between them, for units that refuse that. */
  public List<RegisterBlock> blocksWithoutGaps() {
    return RegisterBlock.of(registers, reading.longest(), 0);
  }

  /** The relay of a channel, null when it has none. */
  public @Nullable RelayPort relay(int channel) {
    return relays.stream().filter(r -> r.channel() == channel).findFirst().orElse(null);
  }

  /**
   * What the answers of a unit say.
   *
   * @param device the unit
   * @param answers the bytes of the blocks that were read
   * @param phases what was heard of the phases of the supply
   * @param now when they were read
   */
  public Said said(
      WiredDevice device, Map<RegisterBlock, byte[]> answers, Phases phases, Moment now) {
    Hearing hearing = new Hearing(device, table, phases, now, false);
    for (Register register : registers) {
      if (!wanted(register, device)) {
        continue;
      }
      for (Map.Entry<RegisterBlock, byte[]> answer : answers.entrySet()) {
        if (answer.getKey().has(register)) {
          double number = answer.getKey().number(register, answer.getValue());
          hearing.take(register.name(), -1, text(number, register.scale()));
          break;
        }
      }
    }
    return hearing.said();
  }

  /** A board may have more relays than are wired. */
  private static boolean wanted(Register register, WiredDevice device) {
    return register.channel() == 0
        || device.place(register.channel()) != null
        || device.values().containsKey(register.name());
  }

  private static String text(double number, double scale) {
    double scaled = number * scale;
    return scaled == Math.rint(scaled) && Math.abs(scaled) < 1e15
        ? Long.toString((long) scaled)
        : Double.toString(scaled);
  }
}
