package cn.yizhan.edge.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormTest {
  @ParameterizedTest
  @CsvSource({
    "U16, ABCD, ffff, 65535",
    "U16, BADC, 0100, 1",
    "S16, ABCD, ffff, -1",
    "U32, ABCD, 00010002, 65538",
    "U32, CDAB, 00020001, 65538",
    "U32, BADC, 01000200, 65538",
    "U32, DCBA, 02000100, 65538",
    "U32, ABCD, ffffffff, 4294967295",
    "S32, ABCD, ffffffff, -1",
    "F32, ABCD, 43660000, 230",
    "F32, CDAB, 00004366, 230",
    "F32, BADC, 66430000, 230",
    "F32, DCBA, 00006643, 230",
    "U64, ABCD, ffffffffffffffff, 18446744073709551615",
    "U64, CDAB, 0001000000000000, 1",
    "U64, DCBA, 0100000000000000, 1",
    "S64, ABCD, fffffffffffffffe, -2",
    "F64, ABCD, 406cc00000000000, 230",
  })
  void aNumberIsReadInTheOrderOfItsBytes(
      NumberForm form, BytesOrder order, String bytes, double expected) {
    byte[] raw = HexFormat.of().parseHex(bytes.substring(bytes.length() - form.registers() * 4));
    assertEquals(expected, form.of(order.highestFirst(raw)));
  }
}
