package cn.yizhan.edge.mapping.shelly;

import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Hearing;
import cn.yizhan.edge.mapping.vendor.Phases;
import cn.yizhan.edge.mapping.vendor.Strangers;
import cn.yizhan.edge.mapping.vendor.ValueTable;
import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How Shelly devices of the first generation speak: one bare value a topic, below {@code
 * shellies/}, after the vendor's documentation of that generation.
 *
 * <p>Their timer is set over HTTP only; an order to switch on begins it.
 */
public final class ShellyGen1Dialect implements Dialect {
  private static final ValueTable TABLE =
      ValueTable.read(ShellyGen1Dialect.class, "values-gen1.json", 0);
  private static final String ROOT = "shellies/";
  private static final Set<String> COMMON = Set.of("announce", "command");

  private final Map<String, WiredDevice> devices = new HashMap<>();
  private final ShellyPrefixes second;
  private final Phases phases = new Phases();

  /** Knows the devices of a station. */
  public ShellyGen1Dialect(Wiring wiring) {
    wiring.of(Family.SHELLY_GEN1).forEach(device -> devices.put(id(device), device));
    second = new ShellyPrefixes(wiring);
  }

  /** The station file may give the name with or without what all of them have in common. */
  private static String id(WiredDevice device) {
    String name = device.name();
    return name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
  }

  @Override
  public boolean concerns(String topic) {
    return topic.startsWith(ROOT) && !second.concerns(topic);
  }

  @Override
  public Said read(Publish publish, Moment now) {
    String path = publish.topic().substring(ROOT.length());
    int end = path.indexOf('/');
    if (end < 0) {
      boolean common = COMMON.contains(path);
      return common ? Said.NOTHING : Strangers.unknown(path, publish.topic(), publish.text());
    }
    String rest = path.substring(end + 1);
    WiredDevice device = devices.get(path.substring(0, end));
    if (device == null) {
      return Strangers.unknown(path.substring(0, end), rest, publish.text());
    }
    if (publish.text().length() > Strangers.LONGEST) {
      return Strangers.tooLong(device.id(), rest, publish.text());
    }
    Hearing hearing = new Hearing(device, TABLE, phases, now, publish.retained());
    hearing.take(rest, -1, publish.text());
    if (publish.text().strip().equals("overpower")) {
      // It has switched itself off, and that is more than being off.
      hearing.puzzle(Said.Why.NO_PLACE, rest + ".overpower", publish.text());
    }
    return hearing.said();
  }

  @Override
  public List<Message> order(Switching wanted) {
    String topic = ROOT + id(wanted.device()) + "/relay/" + wanted.channel() + "/command";
    return List.of(new Message(topic, wanted.on() ? "on" : "off"));
  }

  @Override
  public List<Message> ask(WiredDevice device) {
    return List.of(new Message(ROOT + id(device) + "/command", "update"));
  }

  @Override
  public List<Message> identify(WiredDevice device) {
    return List.of();
  }
}
