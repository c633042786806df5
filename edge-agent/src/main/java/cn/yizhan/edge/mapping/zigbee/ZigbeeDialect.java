package cn.yizhan.edge.mapping.zigbee;

import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Leaves;
import cn.yizhan.edge.mapping.vendor.Phases;
import cn.yizhan.edge.mapping.vendor.Strangers;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Zigbee2MQTT. Formats after its documentation and the source of versions 1.17 to 2.12. It marks
 * its own statements about devices as retained and sends them when they change; only the first one
 * of a connection may be old, and of these only what a device has said, since whether it is there
 * is Zigbee2MQTT's own finding.
 */
public final class ZigbeeDialect implements Dialect {
  /**
   * Zigbee2MQTT sends what it remembers of all devices when it starts. Within this time of its
   * start a message without a time of its own may be of any age, ms.
   */
  static final long STARTING = 10_000;

  private final String prefix;
  private final ZoneId zone;
  private final List<WiredDevice> devices;
  private final Map<String, Traits> traits = new LinkedHashMap<>();
  private final Phases phases = new Phases();
  private final Bridge bridge;
  private final ZigbeeOrders orders;

  /** Speaks with the Zigbee devices of a station. */
  public ZigbeeDialect(Wiring wiring) {
    this.prefix = wiring.zigbeeBase() + "/";
    this.zone = wiring.zone();
    this.devices = ZigbeeTopic.longestFirst(wiring.of(Family.ZIGBEE2MQTT));
    devices.forEach(device -> traits.put(device.id(), new Traits()));
    this.bridge = new Bridge(devices, this::traits);
    this.orders = new ZigbeeOrders(wiring.zigbeeBase());
  }

  private Traits traits(WiredDevice device) {
    return traits.computeIfAbsent(device.id(), id -> new Traits());
  }

  @Override
  public boolean concerns(String topic) {
    return topic.startsWith(prefix);
  }

  @Override
  public Said read(Publish publish, Moment now) {
    ZigbeeTopic topic = ZigbeeTopic.parse(publish.topic().substring(prefix.length()), devices);
    WiredDevice device = topic.device();
    if (topic.kind() == ZigbeeTopic.Kind.BRIDGE) {
      return bridge.read(topic.rest(), publish.text(), now);
    }
    if (topic.kind() == ZigbeeTopic.Kind.ORDER || publish.text().isBlank()) {
      return Said.NOTHING;
    }
    if (device == null) {
      return bridge.knowsGroup(topic.rest())
          ? Said.NOTHING
          : Strangers.unknown(topic.rest(), publish.topic(), publish.text());
    }
    if (publish.text().length() > Strangers.LONGEST) {
      return Strangers.tooLong(device.id(), publish.topic(), publish.text());
    }
    return topic.kind() == ZigbeeTopic.Kind.AVAILABILITY
        ? bridge.availability(device, publish.text())
        : values(device, topic, publish, now);
  }

  private Said values(WiredDevice device, ZigbeeTopic topic, Publish publish, Moment now) {
    Traits known = traits(device);
    boolean single = topic.kind() == ZigbeeTopic.Kind.ATTRIBUTE;
    if (single && publish.text().stripLeading().startsWith("{")) {
      return Strangers.unknown(device.name() + "/" + topic.rest(), publish.topic(), publish.text());
    }
    if (single && known.json()) {
      return Said.NOTHING;
    }
    Leaves leaves =
        single
            ? new Leaves(List.of(new Leaves.Leaf(topic.rest(), -1, publish.text())), null)
            : Leaves.read(publish.text());
    if (!single) {
      known.speaksJson();
    }
    Age age = Age.of(lastSeen(leaves), untimed(publish, now), now, zone);
    DeviceMessage message = new DeviceMessage(device, known, phases, age, now);
    String fault = leaves.fault();
    if (fault != null) {
      message.fault(publish.topic(), publish.text());
    }
    Said said = message.said(leaves.all());
    boolean awake = age.fresh() && fault == null && known.online(true);
    return awake ? Bridge.online(device, true).and(said) : said;
  }

  private static @Nullable String lastSeen(Leaves leaves) {
    return leaves.all().stream()
        .filter(leaf -> leaf.name().equals("last_seen") && leaf.text() != null)
        .map(Leaves.Leaf::text)
        .findFirst()
        .orElse(null);
  }

  private Age untimed(Publish publish, Moment now) {
    return new Age(Said.NOW, !publish.retained() && !bridge.starting(now));
  }

  /**
   * Zigbee2MQTT describes its devices when it starts and when one joins, not when it connects anew
   * to a broker that keeps nothing.
   */
  @Override
  public String learnt() {
    return bridge.learnt();
  }

  @Override
  public void remember(String learnt) {
    bridge.remember(learnt);
  }

  @Override
  public List<Message> order(Switching wanted) {
    return orders.order(wanted, traits(wanted.device()));
  }

  @Override
  public List<Message> rearm(Switching wanted) {
    return orders.rearm(wanted, traits(wanted.device()));
  }

  @Override
  public List<Message> ask(WiredDevice device) {
    return orders.ask(device, traits(device));
  }

  @Override
  public List<Message> identify(WiredDevice device) {
    return orders.identify(device, traits(device));
  }
}
