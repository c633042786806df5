package cn.yizhan.bench.demo;

import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.message.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The hardware of the demonstration's stations: the first ones of each office have that of a
 * vendor, another one each, the others speak SenML. Pure.
 */
final class DemoWiring {
  /**
   * Stations of each office with hardware of vendors: a whole district of it wants many
   * connections.
   */
  private static final int OF_VENDORS = 2;

  private static final List<Family> FAMILIES =
      List.of(Family.TASMOTA, Family.SHELLY, Family.SHELLY_GEN1, Family.ZIGBEE2MQTT);

  private DemoWiring() {}

  /** The wiring of a station. */
  static Wiring of(DemoDistrict.Station station) {
    if (station.number() > OF_VENDORS) {
      return Wiring.NONE;
    }
    int turn = Math.floorMod(station.code().hashCode(), FAMILIES.size());
    Family family = FAMILIES.get(turn);
    List<WiredDevice> devices = new ArrayList<>();
    for (Config.Bay bay : station.bays()) {
      devices.add(device("plug-" + bay.number(), family, Place.bay(bay.number())));
      if (family == Family.ZIGBEE2MQTT) {
        devices.add(device("probe-" + bay.number(), family, Place.bay(bay.number())));
      }
    }
    devices.add(device("smoke", Family.ZIGBEE2MQTT, Place.of(Place.Kind.ROOM)));
    return new Wiring(devices, Wiring.NONE.zone(), Wiring.NONE.zigbeeBase());
  }

  private static WiredDevice device(String id, Family family, Place place) {
    boolean fromZero = family == Family.SHELLY || family == Family.SHELLY_GEN1;
    return new WiredDevice(
        id, family, id, Map.of(fromZero ? 0 : 1, place), Map.of(), WiredDevice.DEAD_MAN_SECONDS);
  }
}
