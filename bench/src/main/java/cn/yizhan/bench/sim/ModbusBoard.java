package cn.yizhan.bench.sim;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServices;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Unit 1 is an Eastron SDM120 that measures what relay 1 of unit 2 feeds; unit 2 is a Waveshare
 * relay board with eight relays that can flash on. Addresses as in the agent's register maps.
 */
final class ModbusBoard implements ModbusServices {
  static final int METER = 1;
  static final int RELAYS = 2;

  private static final int VOLTAGE = 0;
  private static final int CURRENT = 6;
  private static final int POWER = 12;
  private static final int ENERGY = 0x48;
  private static final int LAST = 0x60;
  private static final int FLASH = 0x200;
  private static final int COUNT = 8;
  private static final double VOLTS = 230;
  private static final double MILLIS_PER_HOUR = 3_600_000;
  private static final int TENTH = 100;

  private final double watts;
  private final LongSupplier steady;
  private final boolean[] on = new boolean[COUNT];
  private final long[] offAt = new long[COUNT];
  private double wattHours;
  private long measured;

  /**
   * A meter and a board.
   *
   * @param watts what is drawn while relay 1 is on
   * @param steady milliseconds that only rise
   */
  ModbusBoard(double watts, LongSupplier steady) {
    this.watts = watts;
    this.steady = steady;
    this.measured = steady.getAsLong();
  }

  private synchronized void pass() {
    long now = steady.getAsLong();
    if (on[0]) {
      wattHours += watts * (now - measured) / MILLIS_PER_HOUR;
    }
    measured = now;
    for (int i = 0; i < COUNT; i++) {
      on[i] = on[i] && (offAt[i] == 0 || now < offAt[i]);
    }
  }

  @Override
  public synchronized ReadInputRegistersResponse readInputRegisters(
      ModbusRequestContext context, int unit, ReadInputRegistersRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    only(unit, METER);
    int end = request.address() + request.quantity();
    if (end > LAST) {
      throw new ModbusResponseException(
          FunctionCode.READ_INPUT_REGISTERS, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    }
    pass();
    double drawn = on[0] ? watts : 0;
    ByteBuffer all = ByteBuffer.allocate(LAST * 2);
    all.putFloat(VOLTAGE * 2, (float) VOLTS);
    all.putFloat(CURRENT * 2, (float) (drawn / VOLTS));
    all.putFloat(POWER * 2, (float) drawn);
    all.putFloat(ENERGY * 2, (float) (wattHours / 1000));
    byte[] bytes = new byte[request.quantity() * 2];
    all.get(request.address() * 2, bytes);
    return new ReadInputRegistersResponse(bytes);
  }

  @Override
  public synchronized ReadCoilsResponse readCoils(
      ModbusRequestContext context, int unit, ReadCoilsRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    only(unit, RELAYS);
    if (request.address() + request.quantity() > COUNT) {
      throw new ModbusResponseException(
          FunctionCode.READ_COILS, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    }
    pass();
    byte bits = 0;
    for (int i = 0; i < request.quantity(); i++) {
      bits |= (byte) (on[request.address() + i] ? 1 << i : 0);
    }
    return new ReadCoilsResponse(new byte[] {bits});
  }

  @Override
  public synchronized WriteSingleCoilResponse writeSingleCoil(
      ModbusRequestContext context, int unit, WriteSingleCoilRequest request)
      throws ModbusResponseException, UnknownUnitIdException {
    only(unit, RELAYS);
    int address = request.address();
    boolean flash = address >= FLASH;
    int relay = flash ? address - FLASH : address;
    if (relay >= COUNT) {
      throw new ModbusResponseException(
          FunctionCode.WRITE_SINGLE_COIL, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    }
    pass();
    on[relay] = request.value() != 0;
    offAt[relay] = flash ? steady.getAsLong() + (long) request.value() * TENTH : 0;
    return new WriteSingleCoilResponse(address, request.value());
  }

  private static void only(int unit, int expected) throws UnknownUnitIdException {
    if (unit != expected) {
      throw new UnknownUnitIdException(unit);
    }
  }
}
