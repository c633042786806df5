package cn.yizhan.edge;

import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.shelly.ShellyDialect;
import cn.yizhan.edge.mapping.shelly.ShellyGen1Dialect;
import cn.yizhan.edge.mapping.tasmota.TasmotaDialect;
import cn.yizhan.edge.mapping.zigbee.ZigbeeDialect;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.Wiring;
import java.util.LinkedHashMap;
import java.util.Map;

/** The families of hardware that speak MQTT to an agent. */
final class Families {
  private Families() {}

  /** All of them, at a station of that wiring; those whose topics are plainest are asked first. */
  static Dialects of(Wiring wiring) {
    Map<Family, Dialect> dialects = new LinkedHashMap<>();
    dialects.put(Family.ZIGBEE2MQTT, new ZigbeeDialect(wiring));
    dialects.put(Family.SHELLY_GEN1, new ShellyGen1Dialect(wiring));
    dialects.put(Family.TASMOTA, new TasmotaDialect(wiring));
    dialects.put(Family.SHELLY, new ShellyDialect(wiring));
    return new Dialects(dialects);
  }
}
