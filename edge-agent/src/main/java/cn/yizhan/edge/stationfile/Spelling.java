package cn.yizhan.edge.stationfile;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant. */
final class Spelling {
  private static final int LONGEST = 40;

  private Spelling() {}

  /**
   * The known word nearest to another by the edit distance of Levenshtein, ignoring case; null when
   * more than a third of the word, and more than two letters, would have to change.
   */
  static @Nullable String nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return null;
    }
    int most = Math.max(2, word.length() / 3);
    return known.stream()
        .filter(other -> distance(word, other) <= most && distance(word, other) < other.length())
        .min(
            Comparator.comparingInt((String other) -> distance(word, other))
                .thenComparing(Comparator.naturalOrder()))
        .orElse(null);
  }

  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
