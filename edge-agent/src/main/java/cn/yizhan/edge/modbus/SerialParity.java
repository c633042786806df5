package cn.yizhan.edge.modbus;

import cn.yizhan.edge.registers.ModbusBus;
import com.fazecast.jSerialComm.SerialPort;

/** The words of the station file in those of the serial library. */
final class SerialParity {
  private SerialParity() {}

  static int of(ModbusBus.Parity parity) {
    return switch (parity) {
      case NONE -> SerialPort.NO_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
    };
  }

  static int stopBits(int bits) {
    return bits == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
  }
}
