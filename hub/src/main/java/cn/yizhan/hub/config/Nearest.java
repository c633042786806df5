package cn.yizhan.hub.config;

import java.util.Comparator;
import java.util.List;

/** The known name that somebody probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The candidate that the fewest typing errors lead to. */
  public static String to(String typed, List<String> candidates) {
    return candidates.stream().min(Comparator.comparingInt(c -> distance(typed, c))).orElse("");
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substituted, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
