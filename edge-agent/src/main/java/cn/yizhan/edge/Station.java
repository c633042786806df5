package cn.yizhan.edge;

import cn.yizhan.edge.bays.KeptBay;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.rule.Registration;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the agent knows of its station: bays, items, hardware heard, configuration in force. */
final class Station {
  private static final String DEVICE = "device/";

  private final Map<String, String> itemUnits = new HashMap<>();
  private final Wiring wiring;
  private final Set<Integer> offWhenFree;
  private final KnownDevices devices = new KnownDevices();
  private Set<String> declared = Set.of();
  private List<Config.Bay> bays;
  private Thresholds thresholds = Thresholds.standard();
  private Map<String, Double> deadbands = Map.of();
  private Map<String, Label> texts = Map.of();
  private double breaker;
  private long configVersion;
  private PointScope scope;

  Station(Enrolment enrolment, Wiring wiring) {
    this(enrolment, wiring, Set.of());
  }

  /** A station with bays that are off while nobody charges. */
  Station(Enrolment enrolment, Wiring wiring, Set<Integer> offWhenFree) {
    this.wiring = wiring;
    this.offWhenFree = Set.copyOf(offWhenFree);
    enrolment.items().forEach(item -> itemUnits.put(item, ""));
    this.bays = enrolment.bays();
    this.breaker = enrolment.breaker();
    this.scope = newScope(devices.ids());
  }

  /** The points it may speak of now. */
  PointScope scope() {
    return scope;
  }

  /** What the rules need to know of it. */
  Registration registration() {
    Map<Integer, BayUse> uses = new HashMap<>();
    bays.forEach(bay -> uses.put(bay.number(), bay.use()));
    return new Registration(
        uses, Map.of(), thresholds, cn.yizhan.protocol.rule.Wiring.of(breaker, bays));
  }

  /** How each bay is to be kept. */
  List<KeptBay> keptBays() {
    return bays.stream().map(bay -> kept(bay.number())).toList();
  }

  private KeptBay kept(int bay) {
    return new KeptBay(bay, deadMan(bay), !offWhenFree.contains(bay));
  }

  /**
   * The timer of the hardware wired to a bay, of a plug rather than of the probe beside it. SenML
   * hardware has one by its own rules.
   */
  private int deadMan(int bay) {
    return wiring.switchesAt(Place.bay(bay)).stream()
        .mapToInt(WiredDevice::deadManSeconds)
        .min()
        .orElse(WiredDevice.DEAD_MAN_SECONDS);
  }

  long configVersion() {
    return configVersion;
  }

  /** Deadbands that differ from the catalogue's, per point or pattern, in the point's unit. */
  Map<String, Double> deadbands() {
    return deadbands;
  }

  /** What displays show while nothing is wrong, null for nothing. */
  @Nullable Label idleText() {
    return texts.get(Config.IDLE);
  }

  /** What the station's breaker is rated for, W; 0 when it is not known. */
  double breaker() {
    return breaker;
  }

  /** The hardware known, which the hub is told of now. */
  List<Birth.Device> declare() {
    declared = devices.sorted();
    return named(declared);
  }

  /** True when the hub does not know yet that the station has such a point. */
  boolean undeclared(String point) {
    return point.startsWith(DEVICE)
        && !declared.contains(point.substring(DEVICE.length(), point.lastIndexOf('/')));
  }

  /** Takes over what the hub wants; it has been found to be one that can be. */
  void revise(Config config) {
    bays = List.copyOf(config.bays());
    thresholds = new Thresholds(config.rules());
    deadbands = Map.copyOf(config.deadbands());
    texts = Map.copyOf(config.texts());
    breaker = config.breaker();
    configVersion = config.version();
    scope = newScope(devices.ids());
  }

  /** Takes over the hardware known before a restart. */
  void restore(Collection<String> ids) {
    devices.restore(ids);
    scope = newScope(devices.ids());
  }

  /** The hardware known, to be kept over a restart. */
  List<String> devices() {
    return devices.ids();
  }

  /** When a device was last heard, by the steady clock; null when not since the start. */
  @Nullable Long heardAt(String device) {
    return devices.heardAt(device);
  }

  /** True when the device is known, or could be. */
  boolean welcome(String device, long now) {
    return devices.welcome(device, now);
  }

  /**
   * The points a device may speak of: those of the station and, as long as there is room for it,
   * its own.
   *
   * @param now by the steady clock
   */
  PointScope scopeOf(String device, long now) {
    if (devices.knows(device) || !devices.welcome(device, now)) {
      return scope;
    }
    List<String> with = new ArrayList<>(devices.ids());
    with.add(device);
    return newScope(with);
  }

  /**
   * A device has said something of a point of the station.
   *
   * @param now by the steady clock
   * @return true when it has become known by that
   */
  boolean hear(String device, long now) {
    boolean news = devices.hear(device, now);
    if (news) {
      scope = newScope(devices.ids());
    }
    return news;
  }

  private PointScope newScope(Collection<String> ids) {
    return PointCatalogue.standard().scope(bays, itemUnits, named(ids), List.of());
  }

  private static List<Birth.Device> named(Collection<String> ids) {
    return ids.stream().map(id -> new Birth.Device(id, "")).toList();
  }
}
