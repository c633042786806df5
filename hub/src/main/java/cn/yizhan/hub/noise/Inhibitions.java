package cn.yizhan.hub.noise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which alerts are not told while another holds from which they come: an office's stations that are
 * cut off together are one outage, a station's devices that are not heard are one station offline.
 * Their source is {@code inhibitions.json}.
 */
public final class Inhibitions {
  private static final List<Inhibition> ALL = read();

  private Inhibitions() {}

  /**
   * An alert that keeps another from being told.
   *
   * @param source its rule
   * @param office true when it is one of the office as a whole, false when of the same station
   * @param targets rules of what it keeps from being told
   */
  public record Inhibition(String source, boolean office, List<String> targets) {
    /** Copies the list. */
    public Inhibition {
      targets = List.copyOf(targets);
    }
  }

  /** All of them. */
  static List<Inhibition> all() {
    return ALL;
  }

  /** What keeps alerts of that rule from being told. */
  public static List<Inhibition> of(String target) {
    return ALL.stream().filter(each -> each.targets().contains(target)).toList();
  }

  private static List<Inhibition> read() {
    try (InputStream in = Inhibitions.class.getResourceAsStream("inhibitions.json")) {
      if (in == null) {
        throw new IllegalStateException("inhibitions.json is missing from the jar");
      }
      List<Inhibition> all = new ArrayList<>();
      for (JsonNode each : JsonMapper.builder().build().readTree(in)) {
        List<String> targets = new ArrayList<>();
        each.get("targets").forEach(target -> targets.add(target.textValue()));
        all.add(
            new Inhibition(
                each.get("source").textValue(),
                each.get("of").textValue().equals("office"),
                targets));
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
