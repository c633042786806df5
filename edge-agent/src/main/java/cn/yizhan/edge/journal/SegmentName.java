package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a segment file says; names outlive damage to the content.
 *
 * @param lane lane of its records
 * @param epoch epoch of its records
 * @param firstSeq number of its first record
 * @param generation rises when a file that starts with the same record had to be given up
 */
record SegmentName(Lane lane, String epoch, long firstSeq, int generation) {
  static final Comparator<SegmentName> ORDER =
      Comparator.comparingLong(SegmentName::firstSeq).thenComparingInt(SegmentName::generation);

  private static final Pattern FORM =
      Pattern.compile("(data|event)-([0-9A-Za-z]{1,32})-([0-9]{1,18})-([0-9]{1,8})\\.journal");

  /** The name in that text, or null when it is not the name of a segment. */
  static @Nullable SegmentName parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    Lane lane = Objects.requireNonNull(Lane.of(matcher.group(1)));
    return new SegmentName(
        lane,
        matcher.group(2),
        Long.parseLong(matcher.group(3)),
        Integer.parseInt(matcher.group(4)));
  }

  @Override
  public String toString() {
    return String.format("%s-%s-%018d-%d.journal", lane.word(), epoch, firstSeq, generation);
  }
}
