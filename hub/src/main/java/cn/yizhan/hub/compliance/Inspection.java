package cn.yizhan.hub.compliance;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One person's dated look at a station.
 *
 * @param at when he looked, epoch milliseconds
 * @param entries what he found, one entry an element
 * @param note what else there is to say, null for nothing
 */
public record Inspection(long at, List<Entry> entries, @Nullable String note) {
  /** How far back an inspection may be dated when it is reported. */
  public static final Duration LATEST = Duration.ofDays(31);

  /** How much faster than the hub's the clock of a telephone may be. */
  public static final Duration AHEAD = Duration.ofMinutes(1);

  /**
   * What was found of an element.
   *
   * @param element code of the element
   * @param present whether it is there
   * @param expires the last day on which it may be used, null for no such day
   * @param photo digest of a photo of the station that shows it, null for none
   * @param note what else there is to say, null for nothing
   */
  public record Entry(
      String element,
      boolean present,
      @Nullable LocalDate expires,
      @Nullable String photo,
      @Nullable String note) {}

  /**
   * Why an inspection cannot be.
   *
   * @param entry which of its entries is wrong, from 0
   * @param member which member of it
   * @param detail what was expected
   */
  public record Misfit(int entry, String member, String detail) {}

  /** The first thing in it that cannot be at a station of that kind, null when there is none. */
  public @Nullable Misfit misfit(String kind) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Element element = Elements.find(entry.element());
      if (element == null || !element.kinds().contains(kind)) {
        List<String> codes = Elements.of(kind).stream().map(Element::code).toList();
        return new Misfit(
            i,
            "element",
            "expected an element of this kind of station: " + String.join(", ", codes));
      }
      if (!seen.add(entry.element())) {
        return new Misfit(i, "element", entry.element() + " stands here twice");
      }
      if (entry.expires() != null && !entry.present()) {
        return new Misfit(i, "expires", "what is missing does not expire");
      }
    }
    return null;
  }

  /** Whether it is a look at all that a station of that kind is to have. */
  public boolean whole(String kind) {
    return Elements.whole(kind, entries.stream().map(Entry::element).toList());
  }
}
