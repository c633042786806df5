package cn.yizhan.edge.modbus;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.registers.ModbusBus;
import cn.yizhan.edge.registers.ModbusUnit;
import cn.yizhan.edge.registers.RegisterMap;
import cn.yizhan.edge.registers.RegisterMaps;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lines to simulated units, and what was heard on them. */
final class Units implements AutoCloseable {
  static final int TIMEOUT = 400;

  final List<String> heard = new CopyOnWriteArrayList<>();
  final ModbusLines lines;

  Units(SimulatedSlave slave, boolean rtu, ModbusUnit... units) {
    this(new ModbusBus("bus", new ModbusBus.Tcp("127.0.0.1", slave.port(), rtu), TIMEOUT), units);
  }

  Units(ModbusBus bus, ModbusUnit... units) {
    lines =
        ModbusLines.start(List.of(bus), List.of(units), this::said, () -> new Moment(1_000, 1_000));
  }

  private void said(String source, Said said) {
    for (Said.Value value : said.values()) {
      heard.add(source + " " + value.point() + " " + value.value());
    }
    for (Said.Puzzle puzzle : said.puzzles()) {
      heard.add(source + " " + puzzle.why() + " " + puzzle.key() + ": " + puzzle.sample());
    }
  }

  /** How often that was said. */
  long count(String line) {
    return heard.stream().filter(line::equals).count();
  }

  static WiredDevice device(String id, Map<Integer, Place> channels) {
    return new WiredDevice(id, Family.MODBUS, "bus/" + id, channels, Map.of(), 0);
  }

  static ModbusUnit meter(int unit, Place place, long interval) {
    return new ModbusUnit(
        device("meter-" + unit, Map.of(1, place)), "bus", unit, map("sdm120"), interval);
  }

  static ModbusUnit relays(int unit, long interval) {
    Map<Integer, Place> channels = Map.of(1, Place.bay(1), 2, Place.bay(2));
    return new ModbusUnit(
        device("relays", channels), "bus", unit, map("waveshare-relay-8ch"), interval);
  }

  static RegisterMap map(String name) {
    return Objects.requireNonNull(RegisterMaps.named(name));
  }

  /** Values of a meter in which no register is missing. */
  static void fill(SimulatedSlave slave, int unit) {
    slave.put(unit, 0, new int[0x60]);
    slave.floats(unit, 0, 229.5f);
    slave.floats(unit, 6, 1.75f);
    slave.floats(unit, 12, 401.5f);
    slave.floats(unit, 0x48, 12.5f);
  }

  @Override
  public void close() {
    lines.close();
  }
}
