package cn.yizhan.bench.sim;

import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who speaks at a simulated station: each device it is wired with, in the way of its family. */
public final class Voices {
  private Voices() {}

  /** A station without wiring: one SenML device plays everything. */
  static List<Voice> senMl() {
    return List.of(new SenMlVoice("sim", point -> true));
  }

  /**
   * The voices of a wired station. What no wired device measures is said by one SenML device, so
   * that the station is whole.
   */
  static List<Voice> of(Wiring wiring) {
    List<Voice> voices = new ArrayList<>();
    Set<String> said = new HashSet<>();
    Set<Place> plugs = new HashSet<>();
    for (WiredDevice device : wiring.devices()) {
      voices.addAll(of(device, wiring, plugs));
      device.channels().values().forEach(place -> said.add(prefix(place)));
    }
    voices.add(new SenMlVoice("sim", point -> said.stream().noneMatch(point::startsWith)));
    return voices;
  }

  private static String prefix(Place place) {
    return place.kind() == Place.Kind.ROOM ? "room/smoke" : place + "/";
  }

  private static List<Voice> of(WiredDevice device, Wiring wiring, Set<Place> plugs) {
    Map<Integer, Integer> bays =
        device.channels().entrySet().stream()
            .filter(entry -> entry.getValue().bay() > 0)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> e.getValue().bay(), (a, b) -> a, TreeMap::new));
    int first = bays.values().stream().findFirst().orElse(0);
    return switch (device.family()) {
      case TASMOTA -> first == 0 ? List.of() : List.of(new TasmotaVoice(device.name(), first));
      case SHELLY -> bays.isEmpty() ? List.of() : List.of(new ShellyVoice(device.name(), bays));
      case SHELLY_GEN1 ->
          first == 0
              ? List.of()
              : List.of(new ShellyGen1Voice(device.name(), first, autoOff(device)));
      case ZIGBEE2MQTT -> zigbee(device, wiring, plugs);
      case SENML, MODBUS -> List.of();
    };
  }

  private static double autoOff(WiredDevice device) {
    return device.deadManSeconds() == 0 ? Double.POSITIVE_INFINITY : device.deadManSeconds();
  }

  /** The first Zigbee device at a bay is its plug, a further one its probe. */
  private static List<Voice> zigbee(WiredDevice device, Wiring wiring, Set<Place> plugs) {
    Place place = device.place();
    if (place == null) {
      return List.of();
    }
    boolean probe = place.bay() > 0 && !plugs.add(place);
    return List.of(new ZigbeeVoice(wiring.zigbeeBase(), device.name(), place, probe));
  }
}
