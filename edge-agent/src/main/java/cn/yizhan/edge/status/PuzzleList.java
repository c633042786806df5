package cn.yizhan.edge.status;

import cn.yizhan.edge.mapping.Said;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what was heard and not understood, by kind: the way, the device and the name. Keeps a
 * bounded number of kinds; the one unheard for longest makes room. Not thread-safe.
 */
public final class PuzzleList {
  /** Kinds kept at most. */
  static final int MOST_KINDS = 200;

  /** Characters of a name or sample that are kept. */
  static final int MOST_TEXT = 80;

  private record Kind(Said.Why why, String device, String key) {}

  private record Seen(String sample, long count) {}

  /** The kind unheard for longest comes first. */
  private final Map<Kind, Seen> kinds = new LinkedHashMap<>();

  /** Counts one; to be given to whoever reads the hardware. */
  public void add(Said.Puzzle puzzle) {
    Kind kind = new Kind(puzzle.why(), cut(puzzle.device()), cut(puzzle.key()));
    Seen before = kinds.remove(kind);
    if (kinds.size() >= MOST_KINDS) {
      kinds.remove(kinds.keySet().iterator().next());
    }
    kinds.put(kind, new Seen(cut(puzzle.sample()), before == null ? 1 : before.count + 1));
  }

  private static String cut(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }

  /** How many kinds there are. */
  public int size() {
    return kinds.size();
  }

  /** The most frequent ones. */
  public List<AgentStatus.Puzzle> top(int most) {
    return kinds.entrySet().stream()
        .map(
            entry ->
                new AgentStatus.Puzzle(
                    entry.getKey().why,
                    entry.getKey().device,
                    entry.getKey().key,
                    entry.getValue().sample,
                    entry.getValue().count))
        .sorted(Comparator.comparingLong(AgentStatus.Puzzle::count).reversed())
        .limit(most)
        .toList();
  }
}
