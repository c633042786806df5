package cn.yizhan.edge.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterBlockTest {
  private static Register at(RegisterTable table, int address, NumberForm form) {
    return new Register(table.word() + address, table, address, form, BytesOrder.ABCD, 1, 0);
  }

  private static String blocks(int longest, int gap, Register... registers) {
    return RegisterBlock.of(List.of(registers), longest, gap).toString();
  }

  @Test
  void neighboursAreReadTogether() {
    assertEquals(
        "[input 0+4, input 12+2]",
        blocks(
            80,
            2,
            at(RegisterTable.INPUT, 12, NumberForm.F32),
            at(RegisterTable.INPUT, 0, NumberForm.F32),
            at(RegisterTable.INPUT, 2, NumberForm.F32)));
  }

  @Test
  void aGapIsReadAlongUpToItsLimit() {
    Register low = at(RegisterTable.HOLDING, 0, NumberForm.U16);
    Register high = at(RegisterTable.HOLDING, 5, NumberForm.U16);
    assertEquals("[holding 0+6]", blocks(80, 4, low, high));
    assertEquals("[holding 0+1, holding 5+1]", blocks(80, 3, low, high));
  }

  @Test
  void noBlockIsLongerThanTheUnitTakes() {
    assertEquals(
        "[holding 0+4, holding 4+4]",
        blocks(
            6,
            10,
            at(RegisterTable.HOLDING, 0, NumberForm.U64),
            at(RegisterTable.HOLDING, 4, NumberForm.U64)));
  }

  @Test
  void tablesAreNotMixed() {
    assertEquals(
        "[holding 0+1, input 1+1, coil 2+1]",
        blocks(
            80,
            9,
            at(RegisterTable.COIL, 2, NumberForm.BIT),
            at(RegisterTable.INPUT, 1, NumberForm.S16),
            at(RegisterTable.HOLDING, 0, NumberForm.S16)));
  }

  @Test
  void overlappingRegistersShareABlock() {
    assertEquals(
        "[input 0+4]",
        blocks(
            80,
            0,
            at(RegisterTable.INPUT, 0, NumberForm.U64),
            at(RegisterTable.INPUT, 1, NumberForm.U16)));
  }
}
