package cn.yizhan.edge.stationfile;

import cn.yizhan.protocol.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is wrong with a file, collected while it is read. Of one place only the first
 * mistake counts: the others follow from it. At most 200 are kept.
 */
public final class Problems {
  /** Nobody reads more, and a file made to have more is none of an installer's. */
  private static final int MOST = 200;

  private final List<Problem> found = new ArrayList<>();
  private final Set<String> wrong = new HashSet<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<String, String> named = new HashMap<>();

  /** A place of the file begins in that line. */
  void begins(String place, int line) {
    lines.putIfAbsent(place, line);
  }

  /** True when the file has that place. */
  boolean has(String place) {
    return lines.containsKey(place);
  }

  /**
   * A thing of a kind has that name at that place.
   *
   * @return false when another one has it already
   */
  boolean name(String kind, String name, String place) {
    return named.putIfAbsent(kind + ' ' + name, place) == null;
  }

  /** The place of a thing with a name; the whole file when it has none. */
  public String placeOf(String kind, String name) {
    return named.getOrDefault(kind + ' ' + name, "");
  }

  /** The line in which a place, or what it would be in, begins. */
  public int line(String place) {
    String at = place;
    while (!at.isEmpty()) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return 1;
  }

  /** A mistake that has to be put right before the station can run. */
  public void error(String place, String zh, String en) {
    error(line(place), place, zh, en);
  }

  /** A mistake in a line of its own. */
  void error(int line, String place, String zh, String en) {
    boolean fresh = place.isEmpty() || (wrong.size() < MOST && wrong.add(place));
    if (fresh && found.size() < MOST) {
      found.add(new Problem(line, place, new Label(zh, en), false));
    }
  }

  /** Something that is probably not meant. */
  public void warning(String place, String zh, String en) {
    if (found.size() < MOST) {
      found.add(new Problem(line(place), place, new Label(zh, en), true));
    }
  }

  /** True when a place has a mistake. */
  boolean wrong(String place) {
    return wrong.contains(place);
  }

  /** True when there is a mistake, not only warnings. */
  public boolean failed() {
    return found.stream().anyMatch(problem -> !problem.warning());
  }

  /** All of them, by line. */
  public List<Problem> all() {
    return found.stream().sorted(Problem.BY_LINE).toList();
  }
}
