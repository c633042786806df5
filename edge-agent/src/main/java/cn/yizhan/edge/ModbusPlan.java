package cn.yizhan.edge;

import cn.yizhan.edge.registers.ModbusBus;
import cn.yizhan.edge.registers.ModbusUnit;
import cn.yizhan.edge.registers.RegisterMap;
import cn.yizhan.edge.registers.RegisterMaps;
import cn.yizhan.edge.stationfile.Bus;
import cn.yizhan.edge.stationfile.Buses;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is read and switched on Modbus, from what the station file says.
 *
 * @param buses the lines
 * @param units what is on them
 */
record ModbusPlan(List<ModbusBus> buses, List<ModbusUnit> units) {

  /**
   * The plan of a station.
   *
   * @throws IOException when a register map of the installer's cannot be read or is wrong
   */
  static ModbusPlan of(Buses described, Wiring wiring) throws IOException {
    List<ModbusUnit> units = new ArrayList<>();
    for (Buses.Unit unit : described.units()) {
      WiredDevice device = wiring.find(unit.device());
      if (device != null) {
        units.add(new ModbusUnit(device, unit.bus(), unit.unit(), map(unit.map()), unit.everyMs()));
      }
    }
    return new ModbusPlan(described.lines().stream().map(ModbusPlan::bus).toList(), units);
  }

  /** A map that the program has, or that of a file. */
  private static RegisterMap map(String name) throws IOException {
    RegisterMap known = RegisterMaps.named(name);
    if (known != null) {
      return known;
    }
    try {
      return RegisterMaps.read(Files.readString(Path.of(name)));
    } catch (IllegalArgumentException e) {
      throw new IOException("register map " + name + ": " + e.getMessage(), e);
    }
  }

  private static ModbusBus bus(Bus bus) {
    return new ModbusBus(bus.id(), link(bus), ModbusBus.TIMEOUT);
  }

  private static ModbusBus.Link link(Bus bus) {
    if (bus.tcp() != null) {
      return new ModbusBus.Tcp(bus.tcp().host(), bus.tcp().port(), bus.rtuOverTcp());
    }
    Bus.Serial serial = bus.serial();
    if (serial == null) {
      throw new IllegalStateException("a line is TCP or serial");
    }
    return new ModbusBus.Serial(
        serial.device(),
        serial.baud(),
        ModbusBus.Parity.valueOf(serial.parity().name()),
        serial.stopBits());
  }
}
