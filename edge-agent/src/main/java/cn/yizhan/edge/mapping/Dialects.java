package cn.yizhan.edge.mapping;

import cn.yizhan.edge.wiring.Family;
import cn.yizhan.edge.wiring.WiredDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All the ways in which hardware speaks to a station over MQTT. Confined to one thread. */
public final class Dialects {
  private static final int SAMPLE = 80;

  private final Map<Family, Dialect> dialects;

  /**
   * Knows those dialects.
   *
   * @param dialects asked in their order whose a topic is
   */
  public Dialects(Map<Family, Dialect> dialects) {
    this.dialects = new LinkedHashMap<>(dialects);
  }

  /** What a publish says; a topic of no family is a puzzle. */
  public Said read(Publish publish, Moment now) {
    for (Dialect dialect : dialects.values()) {
      if (dialect.concerns(publish.topic())) {
        return dialect.read(publish, now);
      }
    }
    String text = publish.text();
    String sample = text.length() > SAMPLE ? text.substring(0, SAMPLE) : text;
    Said.Puzzle puzzle =
        new Said.Puzzle(
            Said.Why.UNKNOWN_DEVICE,
            publish.topic().replaceAll("/.*", ""),
            publish.topic(),
            sample);
    return new Said(List.of(), List.of(puzzle));
  }

  /** What the family has learnt of its devices, see {@link Dialect#learnt()}. */
  public String learnt(Family family) {
    Dialect dialect = dialects.get(family);
    return dialect == null ? "" : dialect.learnt();
  }

  /** Takes over what {@link #learnt} gave before. */
  public void remember(Family family, String learnt) {
    Dialect dialect = dialects.get(family);
    if (dialect != null) {
      dialect.remember(learnt);
    }
  }

  /** The messages that switch a relay; empty when its family is not spoken to over MQTT. */
  public List<Dialect.Message> order(Dialect.Switching wanted) {
    Dialect dialect = of(wanted.device());
    return dialect == null ? List.of() : dialect.order(wanted);
  }

  /** The messages that put off a relay's own switching off; empty as for {@link #order}. */
  public List<Dialect.Message> rearm(Dialect.Switching wanted) {
    Dialect dialect = of(wanted.device());
    return dialect == null ? List.of() : dialect.rearm(wanted);
  }

  /** The messages after which devices say how they are. */
  public List<Dialect.Message> ask(List<WiredDevice> devices) {
    List<Dialect.Message> messages = new ArrayList<>();
    for (WiredDevice device : devices) {
      Dialect dialect = of(device);
      if (dialect != null) {
        messages.addAll(dialect.ask(device));
      }
    }
    return messages;
  }

  /** The messages by which a device makes itself noticed. */
  public List<Dialect.Message> identify(WiredDevice device) {
    Dialect dialect = of(device);
    return dialect == null ? List.of() : dialect.identify(device);
  }

  private @Nullable Dialect of(WiredDevice device) {
    return dialects.get(device.family());
  }
}
