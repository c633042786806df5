package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.message.BayUse;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a station file, all but those of devices and buses. */
final class StationReader {
  static final Set<String> KEYS =
      Set.of(
          "enrolment",
          "data",
          "zone",
          "listen",
          "status",
          "zigbee2mqtt",
          "bays",
          "items",
          "buses",
          "devices");
  private static final int LAST_BAY = 999_999;
  private static final Pattern ITEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:._-]{0,31}");
  private static final List<String> USES =
      Arrays.stream(BayUse.values()).map(BayUse::word).toList();

  private final Section root;

  StationReader(Section root) {
    this.root = root;
  }

  StationFile read() {
    root.only(KEYS);
    root.need("enrolment", "登记文件的路径或其内容", "the path of the enrolment file, or its keys");
    root.need("data", "程序自己的文件夹", "a folder for the agent");
    DeviceReader devices = new DeviceReader();
    root.sections("devices").forEach(devices::read);
    List<Bus> lines = root.sections("buses").stream().map(BusReader::read).toList();
    return new StationFile(
        enrolment(),
        root.text("data"),
        listen(),
        status(),
        new Wiring(devices.devices(), zone(), zigbee()),
        bays(),
        items(),
        new Buses(lines, devices.units()));
  }

  private @Nullable EnrolmentSource enrolment() {
    if (root.keys().path("enrolment").isObject()) {
      return new EnrolmentSource(null, root.section("enrolment").keys());
    }
    String file = root.text("enrolment");
    return file == null ? null : new EnrolmentSource(file, null);
  }

  private Listen listen() {
    Section part = root.section("listen");
    for (String inline : List.of("password", "lan-password", "passwords")) {
      if (part.has(inline)) {
        part.error(
            inline,
            "密码不写在本文件里，请用 lan-password-file 或 passwords-file",
            "passwords are not kept in this file; use lan-password-file or passwords-file");
      }
    }
    part.only(Set.of("address", "lan-password-file", "passwords-file"));
    HostPort address = address(part, "address", Listen.LOOPBACK.address());
    Listen listen =
        new Listen(address, part.text("lan-password-file"), part.text("passwords-file"));
    if (listen.lanPasswordFile() != null && listen.passwordsFile() != null) {
      part.error(
          "passwords-file",
          "与 lan-password-file 只能二选一",
          "either this or lan-password-file, not both");
    }
    if (!address.loopback() && !listen.guarded() && !part.wrong("address")) {
      part.error(
          "address",
          "对外监听必须有密码，请加 lan-password-file 或 passwords-file",
          "others can reach it; needs lan-password-file or passwords-file");
    }
    return listen;
  }

  private static HostPort address(Section part, String key, HostPort otherwise) {
    String text = part.text(key);
    HostPort address = text == null ? null : HostPort.parse(text);
    if (text != null && address == null) {
      part.error(key, "应为 地址:端口", "expected address:port, as in 127.0.0.1:1884");
    }
    return address == null ? otherwise : address;
  }

  private @Nullable HostPort status() {
    if (root.keys().path("status").asText().equals("off")) {
      return null;
    }
    HostPort address = address(root, "status", StationFile.STATUS);
    if (!address.loopback()) {
      root.error(
          "status",
          "状态页只能在本机（127.0.0.1），或写 off",
          "the status page is for this machine only: 127.0.0.1:PORT, or off");
    }
    return address;
  }

  private ZoneId zone() {
    String text = root.text("zone");
    if (text == null) {
      return Wiring.NONE.zone();
    }
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      String near = Spelling.nearest(text, ZoneId.getAvailableZoneIds());
      root.error(
          "zone",
          "没有这个时区，应为 " + (near == null ? "如 Asia/Shanghai" : near),
          "no such time zone; "
              + (near == null ? "as in Asia/Shanghai" : "did you mean " + near + "?"));
      return Wiring.NONE.zone();
    }
  }

  private String zigbee() {
    Section part = root.section("zigbee2mqtt");
    part.only(Set.of("base"));
    String base = part.text("base");
    if (base == null) {
      return Wiring.NONE.zigbeeBase();
    }
    DeviceReader.checkTopic(part, "base", base);
    return base;
  }

  private List<BaySetup> bays() {
    List<BaySetup> bays = new ArrayList<>();
    for (Section part : root.sections("bays")) {
      part.only(Set.of("number", "use", "low", "circuit", "idle"));
      part.need("number", "充电位编号", "the number of the bay");
      part.need("use", "用途 e-bike 或 phone", "e-bike or phone");
      Integer number = part.whole("number", 1, LAST_BAY);
      String word = part.word("use", USES);
      BayUse use = word == null ? null : BayUse.of(word);
      boolean low = part.flag("low", false);
      boolean circuit = part.flag("circuit", false);
      String idle = part.word("idle", List.of("on", "off"));
      if (number == null || use == null) {
        continue;
      }
      if (part.name("bay", "number", number.toString())) {
        bays.add(new BaySetup(number, use, low, circuit, !"off".equals(idle)));
      }
    }
    return bays;
  }

  private List<String> items() {
    List<String> items = root.texts("items");
    for (int i = 0; i < items.size(); i++) {
      String at = "items[" + i + "]";
      if (!ITEM.matcher(items.get(i)).matches()) {
        root.error(at, "应为代码，如 water", "expected a code, as in water");
      } else if (items.indexOf(items.get(i)) < i) {
        root.error(at, "重复", "there is such an item already");
      }
    }
    return items;
  }
}
