package cn.yizhan.edge;

import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the agent knows of its station: bays, items, hardware heard, configuration in force. */
final class Station {
  private static final String DEVICE = "device/";

  private final Map<String, String> itemUnits = new HashMap<>();
  private final TreeSet<String> devices = new TreeSet<>();
  private final Set<String> declared = new HashSet<>();
  private List<Config.Bay> bays;
  private Thresholds thresholds = Thresholds.standard();
  private long configVersion;
  private PointScope scope;

  Station(Enrolment enrolment) {
    enrolment.items().forEach(item -> itemUnits.put(item, ""));
    this.bays = enrolment.bays();
    this.scope = newScope();
  }

  /** The points it may speak of now. */
  PointScope scope() {
    return scope;
  }

  /** What the rules need to know of it. */
  Registration registration() {
    Map<Integer, BayUse> uses = new HashMap<>();
    bays.forEach(bay -> uses.put(bay.number(), bay.use()));
    return new Registration(uses, Map.of(), thresholds);
  }

  long configVersion() {
    return configVersion;
  }

  /** The hardware heard so far. */
  List<Birth.Device> devices() {
    return devices.stream().map(id -> new Birth.Device(id, "")).toList();
  }

  /** The hardware heard so far, which the hub is told of now. */
  List<Birth.Device> declare() {
    declared.addAll(devices);
    return devices();
  }

  /** True when the hub does not know yet that the station has such a point. */
  boolean undeclared(String point) {
    return point.startsWith(DEVICE)
        && !declared.contains(point.substring(DEVICE.length(), point.lastIndexOf('/')));
  }

  /** Takes over what the hub wants. */
  void revise(Config config) {
    bays = List.copyOf(config.bays());
    thresholds = new Thresholds(config.rules());
    configVersion = config.version();
    scope = newScope();
  }

  /** Adds hardware; false when all of it was known. */
  boolean learn(Collection<String> ids) {
    boolean news = devices.addAll(ids);
    if (news) {
      scope = newScope();
    }
    return news;
  }

  private PointScope newScope() {
    return PointCatalogue.standard().scope(bays, itemUnits, devices(), List.of());
  }
}
