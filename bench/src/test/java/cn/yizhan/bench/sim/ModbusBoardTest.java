package cn.yizhan.bench.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModbusBoardTest {
  private static final ModbusRequestContext CONTEXT =
      new ModbusRequestContext.ModbusRtuRequestContext() {};

  private final AtomicLong now = new AtomicLong(1_000);
  private final ModbusBoard board = new ModbusBoard(400, now::get);

  private int relays() throws Exception {
    return board.readCoils(CONTEXT, ModbusBoard.RELAYS, new ReadCoilsRequest(0, 8)).coils()[0];
  }

  private float meter(int address) throws Exception {
    byte[] bytes =
        board
            .readInputRegisters(
                CONTEXT, ModbusBoard.METER, new ReadInputRegistersRequest(address, 2))
            .registers();
    return ByteBuffer.wrap(bytes).getFloat();
  }

  private void write(int address, int value) throws Exception {
    board.writeSingleCoil(CONTEXT, ModbusBoard.RELAYS, new WriteSingleCoilRequest(address, value));
  }

  @Test
  void theMeterMeasuresWhatTheFirstRelayFeeds() throws Exception {
    assertEquals(0, meter(12));
    write(0, 0xFF00);
    assertEquals(400, meter(12));
    assertEquals(230, meter(0));
    now.addAndGet(3_600_000);
    assertEquals(0.4f, meter(0x48));
    write(0, 0);
    assertEquals(0, meter(12));
  }

  @Test
  void aFlashGoesOffByItselfUnlessItIsGivenAgain() throws Exception {
    write(0x202, 1_200);
    now.addAndGet(119_000);
    assertEquals(0b100, relays());
    write(0x202, 1_200);
    now.addAndGet(119_000);
    assertEquals(0b100, relays());
    now.addAndGet(1_000);
    assertEquals(0, relays());
  }

  @Test
  void otherUnitsAreNotThere() {
    assertThrows(
        UnknownUnitIdException.class,
        () -> board.readCoils(CONTEXT, ModbusBoard.METER, new ReadCoilsRequest(0, 1)));
  }
}
