package cn.yizhan.edge.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which devices switch what. */
final class WiringTest {
  private static WiredDevice device(String id, Family family, Place place) {
    return new WiredDevice(id, family, id, Map.of(1, place), Map.of(), 120);
  }

  private static List<String> switches(Place place, WiredDevice... devices) {
    return new Wiring(List.of(devices), ZoneId.of("Asia/Shanghai"), "zigbee2mqtt")
        .switchesAt(place).stream().map(WiredDevice::id).toList();
  }

  @Test
  void aProbeBesideAPlugSwitchesNothing() {
    Place bay = Place.bay(1);
    WiredDevice probe = device("probe", Family.ZIGBEE2MQTT, bay);
    assertEquals(List.of("plug"), switches(bay, probe, device("plug", Family.TASMOTA, bay)));
    assertEquals(List.of("plug"), switches(bay, device("plug", Family.ZIGBEE2MQTT, bay), probe));
  }

  @Test
  void allSirensSound() {
    Place siren = Place.of(Place.Kind.SIREN);
    assertEquals(
        List.of("a", "b"),
        switches(
            siren, device("a", Family.ZIGBEE2MQTT, siren), device("b", Family.TASMOTA, siren)));
  }

  @Test
  void nothingSwitchesAPlaceWhereNothingIs() {
    assertEquals(List.of(), switches(Place.bay(2), device("p", Family.TASMOTA, Place.bay(1))));
  }
}
