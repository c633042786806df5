package cn.yizhan.edge.mapping.vendor;

import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.shelly.ShellyDialect;
import cn.yizhan.edge.mapping.shelly.ShellyGen1Dialect;
import cn.yizhan.edge.mapping.tasmota.TasmotaDialect;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.WiredDevice.OwnValue;
import cn.yizhan.edge.wiring.Wiring;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The station that the golden files are heard at. */
public final class WiredStation {
  private static final OwnValue PROBE = new OwnValue("bay/1/temperature", null, 1, 0, false);
  private static final OwnValue GAS = new OwnValue("room/co", "ppm", 0.1, -2, false);
  private static final OwnValue NOTHING = new OwnValue("", null, 1, 0, false);
  private static final OwnValue BREAKER = new OwnValue("e-stop", null, 1, 0, true);
  private static final OwnValue DOOR = new OwnValue("door/open", null, 1, 0, false);
  private static final OwnValue WRONG = new OwnValue("bay/1/power", "V", 1, 0, false);
  private static final OwnValue CUP = new OwnValue("supply/water/level", "ml", 1, 0, false);
  private static final OwnValue SOURCE = new OwnValue("mains/source", null, 1, 0, false);

  /** All its devices. */
  public static final Wiring WIRING =
      new Wiring(
          List.of(
              tasmota("plug-1", "plug-1", Map.of(), "1=bay/1"),
              tasmota("strip", "strip", Map.of(), "1=bay/2", "2=bay/3"),
              tasmota("meter", "总表 1", Map.of(), "1=mains", "2=mains", "3=mains"),
              tasmota(
                  "board",
                  "hall/board",
                  Map.of(
                      "DS18B20-3C4B5E.Temperature", PROBE,
                      "ANALOG.A1", GAS,
                      "ANALOG.A2", NOTHING,
                      "ANALOG.A3", WRONG,
                      "ANALOG.Range1", CUP,
                      "Source", SOURCE),
                  "1=siren",
                  "2=sos",
                  "3=door",
                  "4=room"),
              shelly("sp", "shellyplus1pm-a8032abe54dc", Map.of(), "0=bay/4"),
              shelly("pro", "shellies/pro 2", Map.of(), "0=bay/5", "1=bay/6", "102=room"),
              shelly("em3", "em3", Map.of(), "0=mains"),
              shelly("em-pro", "em-pro", Map.of(), "0=mains", "1=mains"),
              shelly("hall", "shellyhtg3-84fce63ad204", Map.of(), "0=room"),
              shelly("smoke", "shellyplussmoke-80646fd0e2d4", Map.of(), "0=room"),
              shelly(
                  "i4",
                  "i4",
                  Map.of("input:3.state", BREAKER, "bthomesensor:200.value", DOOR),
                  "0=sos",
                  "1=e-stop",
                  "2=door"),
              gen1("g1", "shellyplug-s-7A1C42", "0=bay/7"),
              gen1("g1pm", "shellies/shelly1pm-B929CC", "0=bay/8", "1=room"),
              gen1("g25", "shellyswitch25-68C63AF9", "0=bay/9", "1=bay/10"),
              gen1("em", "shellyem3-ECFABCC7F0", "0=mains", "1=mains", "2=mains"),
              gen1("flood", "shellyflood-764FEB", "0=room"),
              gen1("alarm", "shellysmoke-1A2B3C"),
              gen1("entry", "shellydw2-73BEA2", "0=door")),
          ZoneId.of("Asia/Shanghai"),
          "zigbee2mqtt");

  private WiredStation() {}

  private static WiredDevice tasmota(
      String id, String name, Map<String, OwnValue> values, String... channels) {
    return new WiredDevice(id, Family.TASMOTA, name, places(channels), values, 120);
  }

  private static WiredDevice shelly(
      String id, String name, Map<String, OwnValue> values, String... channels) {
    return new WiredDevice(id, Family.SHELLY, name, places(channels), values, 120);
  }

  private static WiredDevice gen1(String id, String name, String... channels) {
    return new WiredDevice(id, Family.SHELLY_GEN1, name, places(channels), Map.of(), 120);
  }

  private static Map<Integer, Place> places(String... channels) {
    Map<Integer, Place> places = new LinkedHashMap<>();
    for (String channel : channels) {
      String[] parts = channel.split("=", 2);
      places.put(Integer.valueOf(parts[0]), Objects.requireNonNull(Place.parse(parts[1])));
    }
    return places;
  }

  /** A device by its id. */
  public static WiredDevice device(String id) {
    return Objects.requireNonNull(WIRING.find(id));
  }

  /** The dialects of a station that has just started. */
  public static Dialects dialects() {
    Map<Family, cn.yizhan.edge.mapping.Dialect> all = new LinkedHashMap<>();
    all.put(Family.SHELLY_GEN1, new ShellyGen1Dialect(WIRING));
    all.put(Family.TASMOTA, new TasmotaDialect(WIRING));
    all.put(Family.SHELLY, new ShellyDialect(WIRING));
    return new Dialects(all);
  }
}
