package cn.yizhan.edge.stationfile;

import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks of a station as a whole: what the parts of its file say of each other. */
public final class CrossCheck {
  private static final int MOST_DEVICES = 200;
  private static final int LAST_SERIAL_UNIT = 247;

  private final StationFile file;
  private final Problems problems;

  private CrossCheck(StationFile file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Adds what does not fit together in a station whose bays and items are known. */
  public static void of(StationFile file, Problems problems) {
    CrossCheck check = new CrossCheck(file, problems);
    check.twice();
    check.places();
    check.relays();
    check.buses();
  }

  /** Devices are found again by id: their places in the file may have gaps. */
  private String place(WiredDevice device) {
    return problems.placeOf("device", device.id());
  }

  private void twice() {
    List<WiredDevice> devices = file.wiring().devices();
    if (devices.size() > MOST_DEVICES) {
      problems.error("devices", "最多 200 个设备", "at most 200 devices");
    }
    Map<String, WiredDevice> names = new HashMap<>();
    for (WiredDevice device : devices) {
      String name = device.family() + " " + device.name();
      WiredDevice other = device.name().isEmpty() ? null : names.putIfAbsent(name, device);
      if (other != null && device.family() != Family.SENML) {
        problems.error(
            place(device) + "." + nameKey(device.family()),
            other.id() + " 已是 " + device.name(),
            other.id() + " is " + device.name() + " already");
      }
    }
  }

  private static String nameKey(Family family) {
    return switch (family) {
      case ZIGBEE2MQTT -> "name";
      case MODBUS -> "unit";
      default -> "topic";
    };
  }

  private void places() {
    Set<Integer> bays = file.bays().stream().map(BaySetup::number).collect(Collectors.toSet());
    for (WiredDevice device : file.wiring().devices()) {
      for (Map.Entry<Integer, Place> at : device.channels().entrySet()) {
        check(keyOf(device, at.getKey()), at.getValue(), bays);
      }
      device
          .values()
          .forEach(
              (name, value) -> {
                String[] part = value.point().split("/", 3);
                Place of = part.length == 3 ? Place.parse(part[0] + "/" + part[1]) : null;
                if (of != null) {
                  check(place(device) + ".values." + name + ".point", of, bays);
                }
              });
    }
  }

  private String keyOf(WiredDevice device, int channel) {
    String at = place(device);
    if (problems.has(at + ".channels")) {
      return at + ".channels." + channel;
    }
    return at + (problems.has(at + ".bay") ? ".bay" : ".at");
  }

  private void check(String at, Place place, Set<Integer> bays) {
    if (place.kind() == Place.Kind.BAY && !bays.contains(place.bay())) {
      String all = bays.isEmpty() ? "" : new TreeSet<>(bays).toString();
      problems.error(
          at,
          "没有 " + place.bay() + " 号充电位" + (all.isEmpty() ? "" : "，有 " + all),
          "there is no bay " + place.bay() + (all.isEmpty() ? "" : "; there are " + all));
    }
    if (place.kind() == Place.Kind.SUPPLY && !file.items().contains(place.part())) {
      String near = Spelling.nearest(place.part(), file.items());
      problems.error(
          at,
          "items 里没有 " + place.part() + (near == null ? "" : "，是否为 " + near + "？"),
          "items has no " + place.part() + (near == null ? "" : "; did you mean " + near + "?"));
    }
  }

  private void relays() {
    boolean announced =
        file.wiring().devices().isEmpty()
            || file.wiring().of(Family.SENML).stream().anyMatch(d -> d.channels().isEmpty());
    for (BaySetup bay : file.bays()) {
      Place place = Place.bay(bay.number());
      List<WiredDevice> there = file.wiring().at(place);
      List<WiredDevice> switches =
          there.stream().filter(device -> FamilyKeys.switches(device.family())).toList();
      if (switches.size() > 1) {
        WiredDevice second = switches.get(1);
        problems.error(
            keyOf(second, second.channelsAt(place).get(0)),
            bay.number() + " 号充电位已由 " + switches.get(0).id() + " 通断，一个充电位只能有一个开关",
            "bay " + bay.number() + " is switched by " + switches.get(0).id() + " already");
      }
      if (there.isEmpty() && !announced && !problems.failed()) {
        problems.warning(
            problems.placeOf("bay", Integer.toString(bay.number())),
            bay.number() + " 号充电位没有设备可以断电",
            "no device switches bay " + bay.number());
      }
    }
  }

  private void buses() {
    Set<String> used = new TreeSet<>();
    Set<String> ids = file.buses().lines().stream().map(Bus::id).collect(Collectors.toSet());
    for (Buses.Unit unit : file.buses().units()) {
      String at = problems.placeOf("device", unit.device());
      used.add(unit.bus());
      Bus bus = file.buses().find(unit.bus());
      if (bus == null) {
        String near = Spelling.nearest(unit.bus(), ids);
        problems.error(
            at + ".bus",
            "buses 里没有 " + unit.bus() + (near == null ? "" : "，是否为 " + near + "？"),
            "buses has no " + unit.bus() + (near == null ? "" : "; did you mean " + near + "?"));
      } else if (bus.serial() != null && (unit.unit() < 1 || unit.unit() > LAST_SERIAL_UNIT)) {
        problems.error(at + ".unit", "串口从站地址为 1 到 247", "on a serial line units are 1 to 247");
      }
    }
    if (problems.failed()) {
      // What is missing may only have been misspelt.
      return;
    }
    for (Bus bus : file.buses().lines()) {
      if (!used.contains(bus.id()) && !bus.id().isEmpty()) {
        problems.warning(problems.placeOf("bus", bus.id()), "没有设备用它", "no device is on this bus");
      }
    }
  }
}
