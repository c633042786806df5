package cn.yizhan.edge.mapping.shelly;

import cn.yizhan.edge.mapping.Dialect;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Hearing;
import cn.yizhan.edge.mapping.vendor.Leaves;
import cn.yizhan.edge.mapping.vendor.Phases;
import cn.yizhan.edge.mapping.vendor.Strangers;
import cn.yizhan.edge.mapping.vendor.ValueTable;
import cn.yizhan.edge.wiring.WiredDevice;
import cn.yizhan.edge.wiring.Wiring;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * How Shelly devices since the second generation speak over MQTT: whole components below {@code
 * status/}, notifications of what has changed below {@code events/rpc}, and remote calls; after the
 * vendor's documentation (MQTT, RPC protocol, notifications, components).
 */
public final class ShellyDialect implements Dialect {
  /** Answers go below this name, so that their topic tells whose they are. */
  static final String ANSWERS = "yizhan";

  private static final ValueTable TABLE = ValueTable.read(ShellyDialect.class, "values.json", 0);
  private static final String STATUS = "status/";

  private final ShellyPrefixes prefixes;
  private final Overlay overlay = new Overlay();
  private final Phases phases = new Phases();

  /** Knows the devices of a station. */
  public ShellyDialect(Wiring wiring) {
    prefixes = new ShellyPrefixes(wiring);
  }

  @Override
  public boolean concerns(String topic) {
    return prefixes.concerns(topic);
  }

  @Override
  public Said read(Publish publish, Moment now) {
    String topic = publish.topic();
    WiredDevice device = prefixes.device(topic);
    if (device == null) {
      String name = String.valueOf(ShellyPrefixes.stranger(topic));
      String rest = topic.substring(Math.min(topic.length(), name.length() + 1));
      return Strangers.unknown(name, rest, publish.text());
    }
    String rest = topic.substring(device.name().length() + 1);
    if (publish.text().length() > Strangers.LONGEST) {
      return Strangers.tooLong(device.id(), rest, publish.text());
    }
    Hearing hearing = new Hearing(device, TABLE, phases, now, publish.retained());
    if (rest.equals("online")) {
      online(device, publish, hearing);
    } else if (rest.equals("events/rpc") || rest.equals(ANSWERS + "/rpc")) {
      new ShellyFrame(device, TABLE, overlay, hearing, publish, now).read(rest);
    } else if (rest.startsWith(STATUS)) {
      status(device, rest, publish, hearing);
    } else if (!order(rest)) {
      hearing.puzzle(Said.Why.UNKNOWN_VALUE, rest, publish.text());
    }
    return hearing.said();
  }

  private void online(WiredDevice device, Publish publish, Hearing hearing) {
    hearing.take("online", -1, publish.text());
    if (!publish.text().strip().equals("true")) {
      overlay.forget(device.id());
    }
  }

  /** What others say to the device. */
  private static boolean order(String rest) {
    return rest.equals("rpc") || rest.equals("command") || rest.startsWith("command/");
  }

  /** The whole status of one component. */
  private void status(WiredDevice device, String rest, Publish publish, Hearing hearing) {
    String component = rest.substring(STATUS.length());
    Leaves leaves = Leaves.read(publish.text());
    if (leaves.fault() != null) {
      hearing.puzzle(Said.Why.MALFORMED, rest, leaves.fault() + ": " + publish.text());
    }
    if (!publish.retained()) {
      overlay.forget(device.id(), component);
    }
    for (Leaves.Leaf leaf : leaves.all()) {
      String name = component + "." + leaf.name();
      hearing.take(name, leaf.index(), leaf.text());
      if (!publish.retained() && TABLE.number(name)) {
        overlay.put(device.id(), name, leaf.text());
      }
    }
  }

  @Override
  public List<Message> order(Switching wanted) {
    String after =
        wanted.on() && wanted.autoOffSeconds() > 0
            ? ",\"toggle_after\":" + wanted.autoOffSeconds()
            : "";
    String params = "{\"id\":" + wanted.channel() + ",\"on\":" + wanted.on() + after + "}";
    return List.of(call(wanted.device(), 1, "Switch.Set", params));
  }

  @Override
  public List<Message> ask(WiredDevice device) {
    return List.of(call(device, 2, "Shelly.GetStatus", "{}"));
  }

  @Override
  public List<Message> identify(WiredDevice device) {
    return List.of();
  }

  private static Message call(WiredDevice device, int id, String method, String params) {
    String source = quoted(device.name() + "/" + ANSWERS);
    return new Message(
        device.name() + "/rpc",
        "{\"id\":"
            + id
            + ",\"src\":"
            + source
            + ",\"method\":\""
            + method
            + "\",\"params\":"
            + params
            + "}");
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
