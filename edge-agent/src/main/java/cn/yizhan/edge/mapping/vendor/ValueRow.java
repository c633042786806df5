package cn.yizhan.edge.mapping.vendor;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of a family's table: what a value of that name is.
 *
 * @param name the vendor's name; {@code #} stands for the number of a channel, {@code ~} for a
 *     hyphen or an underscore, {@code *} for the rest of a part of a name, {@code **} for any rest
 * @param quantity what it is of, null when it is passed over
 * @param unit its unit, null for the quantity's own
 * @param channel the channel it is of when the name does not say; -1 for none
 * @param base added to the number in the name to get the channel's, where the vendor counts so;
 *     without a channel of that number it is the number in the name
 * @param each true for one value that holds for all channels
 * @param nothing texts that say nothing
 * @param words values of the family's own words; NaN for a word that says that there is no value
 */
record ValueRow(
    String name,
    @Nullable Quantity quantity,
    @Nullable String unit,
    int channel,
    int base,
    boolean each,
    Set<String> nothing,
    Map<String, Double> words) {

  ValueRow {
    nothing = Set.copyOf(nothing);
    words = Map.copyOf(words);
  }
}
