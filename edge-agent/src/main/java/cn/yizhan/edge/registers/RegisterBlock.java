package cn.yizhan.edge.registers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is read with one request.
 *
 * @param table where
 * @param address of the first register or bit
 * @param count of registers or bits
 */
public record RegisterBlock(RegisterTable table, int address, int count) {
  /** Bits of one request (Modbus Application Protocol 1.1b3, 6.1). */
  static final int MOST_BITS = 2_000;

  /**
   * Few requests for many registers: neighbours are read together.
   *
   * @param registers what is to be read
   * @param longest registers of one request at most
   * @param gap registers nobody asked for that are read along rather than asking twice
   */
  public static List<RegisterBlock> of(List<Register> registers, int longest, int gap) {
    List<Register> sorted =
        registers.stream()
            .sorted(Comparator.comparing(Register::table).thenComparingInt(Register::address))
            .toList();
    List<RegisterBlock> blocks = new ArrayList<>();
    for (Register next : sorted) {
      int last = blocks.size() - 1;
      if (last >= 0 && blocks.get(last).reaches(next, longest, gap)) {
        RegisterBlock before = blocks.get(last);
        int end = Math.max(before.end(), next.end());
        blocks.set(last, new RegisterBlock(next.table(), before.address, end - before.address));
      } else {
        blocks.add(new RegisterBlock(next.table(), next.address(), next.form().registers()));
      }
    }
    return blocks;
  }

  private boolean reaches(Register next, int longest, int gap) {
    int most = table.bits() ? MOST_BITS : longest;
    return next.table() == table
        && next.address() - end() <= gap
        && Math.max(end(), next.end()) - address <= most;
  }

  private int end() {
    return address + count;
  }

  /** True when the block has all of the register. */
  public boolean has(Register register) {
    return register.table() == table && register.address() >= address && register.end() <= end();
  }

  /**
   * The number of a register of the block.
   *
   * @param answer what was read: two bytes for each register, or the bits, the lowest first
   */
  double number(Register register, byte[] answer) {
    int at = register.address() - address;
    if (table.bits()) {
      return answer[at / 8] >> (at % 8) & 1;
    }
    byte[] bytes = new byte[register.form().registers() * 2];
    System.arraycopy(answer, at * 2, bytes, 0, bytes.length);
    return register.form().of(register.order().highestFirst(bytes));
  }

  /** Bytes of an answer. */
  public int bytes() {
    return table.bits() ? (count + 7) / 8 : count * 2;
  }

  @Override
  public String toString() {
    return table.word() + " " + address + "+" + count;
  }
}
