package cn.yizhan.edge.mapping.shelly;

import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import cn.yizhan.edge.mapping.vendor.Hearing;
import cn.yizhan.edge.mapping.vendor.Leaves;
import cn.yizhan.edge.mapping.vendor.Scalars;
import cn.yizhan.edge.mapping.vendor.ValueTable;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A frame of the vendor's remote calls: a notification, or an answer to what was asked. */
final class ShellyFrame {
  /** A value that its gateway has had for longer is given its own time, s. */
  private static final double FRESH = 2;

  private static final String PARAMS = "params.";
  private static final String RESULT = "result.";

  private final WiredDevice device;
  private final ValueTable table;
  private final Overlay overlay;
  private final Hearing hearing;
  private final Publish publish;
  private final Moment now;
  private final Leaves leaves;
  private final Map<String, String> texts = new HashMap<>();

  ShellyFrame(
      WiredDevice device,
      ValueTable table,
      Overlay overlay,
      Hearing hearing,
      Publish publish,
      Moment now) {
    this.device = device;
    this.table = table;
    this.overlay = overlay;
    this.hearing = hearing;
    this.publish = publish;
    this.now = now;
    this.leaves = Leaves.read(publish.text());
    leaves.all().forEach(leaf -> texts.put(leaf.name(), String.valueOf(leaf.text())));
  }

  /**
   * Reads the frame.
   *
   * @param rest of the topic, to name it by
   */
  void read(String rest) {
    if (leaves.fault() != null) {
      hearing.puzzle(Said.Why.MALFORMED, rest, leaves.fault() + ": " + publish.text());
    }
    String method = texts.getOrDefault("method", "");
    switch (method) {
      case "NotifyStatus" -> components(PARAMS, false);
      case "NotifyFullStatus" -> components(PARAMS, true);
      case "NotifyEvent" -> new ShellyEvents(texts).read(hearing);
      case "" -> answer(rest);
      default -> hearing.puzzle(Said.Why.UNKNOWN_VALUE, method, publish.text());
    }
  }

  private void answer(String rest) {
    if (texts.containsKey("error.code")) {
      String sample = texts.getOrDefault("error.message", "");
      hearing.puzzle(Said.Why.NO_PLACE, "error " + texts.get("error.code"), sample);
    } else if (leaves.all().stream().anyMatch(leaf -> leaf.name().startsWith(RESULT))) {
      components(RESULT, true);
    } else if (leaves.fault() == null && !texts.containsKey("result")) {
      hearing.puzzle(Said.Why.UNKNOWN_VALUE, rest, publish.text());
    }
  }

  private void components(String section, boolean full) {
    Set<String> said = new LinkedHashSet<>();
    Set<String> touched = new LinkedHashSet<>();
    for (Leaves.Leaf leaf : leaves.all()) {
      if (!leaf.name().startsWith(section)) {
        continue;
      }
      String name = leaf.name().substring(section.length());
      if (touched.add(Overlay.component(name)) && full && !publish.retained()) {
        overlay.forget(device.id(), Overlay.component(name));
      }
      hearing.readAt(time(section, name));
      hearing.take(name, leaf.index(), leaf.text());
      said.add(name);
      if (!publish.retained() && table.number(name)) {
        overlay.put(device.id(), name, leaf.text());
      }
    }
    hearing.readAt(Said.NOW);
    if (!full && !publish.retained() && leaves.fault() == null) {
      touched.forEach(component -> unchanged(component, said));
    }
  }

  /** Numbers a notification leaves out are as they were; states count only when they are said. */
  private void unchanged(String component, Set<String> said) {
    overlay
        .numbers(device.id(), component)
        .forEach(
            (name, text) -> {
              if (!said.contains(name)) {
                hearing.take(name, -1, text);
              }
            });
  }

  /**
   * A gateway repeats the last word of a radio sensor for as long as it likes. How old it is can be
   * told by the gateway's own clock, whatever that shows.
   */
  private long time(String section, String name) {
    if (!name.startsWith("bthomesensor:") || !name.endsWith(".value")) {
      return Said.NOW;
    }
    String component = section + Overlay.component(name);
    Double heard = number(texts.get(component + ".last_updated_ts"));
    Double told = number(texts.get(section + "ts"));
    Double clock = told == null ? number(texts.get(section + "sys.unixtime")) : told;
    if (heard == null || clock == null || clock - heard < FRESH) {
      return Said.NOW;
    }
    return now.wall() - Math.round((clock - heard) * 1000);
  }

  private static @Nullable Double number(@Nullable String text) {
    return text == null ? null : Scalars.number(text);
  }
}
