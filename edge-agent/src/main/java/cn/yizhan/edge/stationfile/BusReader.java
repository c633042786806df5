package cn.yizhan.edge.stationfile;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a bus of a station file. */
final class BusReader {
  private static final Set<String> SERIAL_KEYS = Set.of("baud", "parity", "stop-bits");
  private static final Set<String> KEYS =
      Set.of("id", "tcp", "serial", "baud", "parity", "stop-bits", "rtu-over-tcp");
  private static final int MODBUS_PORT = 502;
  private static final int SLOWEST = 300;
  private static final int FASTEST = 1_000_000;
  private static final int USUAL = 9_600;

  private BusReader() {}

  static Bus read(Section part) {
    part.only(KEYS);
    part.need("id", "总线名称", "a name for the bus");
    String id = part.text("id");
    if (id != null && !DeviceReader.ID.matcher(id).matches()) {
      part.error("id", DeviceReader.ID_ZH, DeviceReader.ID_EN);
    }
    if (id != null) {
      part.name("bus", "id", id);
    }
    boolean tcp = part.has("tcp");
    if (tcp == part.has("serial") && !part.wrong("tcp") && !part.wrong("serial")) {
      part.error(
          "",
          "应有 tcp: 地址:端口 或 serial: /dev/ttyUSB0，且只有一个",
          "expected either tcp: address:port or serial: /dev/ttyUSB0");
    }
    for (String key : SERIAL_KEYS) {
      if (tcp && part.has(key)) {
        part.error(key, "只用于串口", "only for a serial line");
      }
    }
    if (!tcp && part.has("rtu-over-tcp")) {
      part.error("rtu-over-tcp", "只用于 tcp", "only with tcp");
    }
    boolean framed = part.flag("rtu-over-tcp", false);
    return new Bus(id == null ? "" : id, address(part), framed, serial(part));
  }

  private static @Nullable HostPort address(Section part) {
    String text = part.text("tcp");
    if (text == null) {
      return null;
    }
    HostPort address = HostPort.parse(text);
    HostPort bare = address == null ? HostPort.parse(text + ":" + MODBUS_PORT) : address;
    if (bare == null) {
      part.error("tcp", "应为 地址:端口", "expected address:port, as in 192.168.1.20:502");
    }
    return bare;
  }

  private static Bus.@Nullable Serial serial(Section part) {
    String device = part.text("serial");
    Integer baud = part.whole("baud", SLOWEST, FASTEST);
    String parity = part.word("parity", List.of("none", "even", "odd"));
    Integer stop = part.whole("stop-bits", 1, 2);
    return device == null
        ? null
        : new Bus.Serial(
            device,
            baud == null ? USUAL : baud,
            parity == null ? Bus.Parity.NONE : Bus.Parity.valueOf(parity.toUpperCase(Locale.ROOT)),
            stop == null ? 1 : stop);
  }
}
