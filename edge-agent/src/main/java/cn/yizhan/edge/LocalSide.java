package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.stationfile.BaySetup;
import cn.yizhan.edge.stationfile.Buses;
import cn.yizhan.edge.stationfile.HostPort;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.message.Config;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has to do with on site.
 *
 * @param address where it listens for hardware, and whom it lets in
 * @param status where its status page is, on the loopback address; null for none
 * @param wiring hardware that has to be told apart
 * @param bays the charging bays as the installer describes them
 * @param buses what there is on Modbus
 */
public record LocalSide(
    LocalAddress address,
    @Nullable HostPort status,
    Wiring wiring,
    List<BaySetup> bays,
    Buses buses) {
  /** Keeps a copy. */
  public LocalSide {
    bays = List.copyOf(bays);
  }

  /** A station with SenML hardware only and without a status page. */
  static LocalSide of(LocalAddress address, List<Config.Bay> bays) {
    List<BaySetup> setups = bays.stream().map(BaySetup::of).toList();
    return new LocalSide(address, null, Wiring.NONE, setups, Buses.NONE);
  }

  /** The bays whose sockets are off while nobody charges. */
  Set<Integer> offWhenFree() {
    return bays.stream()
        .filter(bay -> !bay.idleOn())
        .map(BaySetup::number)
        .collect(Collectors.toSet());
  }
}
