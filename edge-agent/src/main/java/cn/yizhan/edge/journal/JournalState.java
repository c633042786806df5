package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a journal knows besides its records; text, one fact a line.
 *
 * @param epoch epoch in force
 * @param marks where each lane stands
 * @param declared losses already declared and still visible in the files
 */
record JournalState(String epoch, Map<Lane, Marks> marks, List<Declared> declared) {
  static final int CAPACITY = 8 * 1024;
  private static final int MOST_DECLARED = 64;

  /**
   * Numbers of one lane.
   *
   * @param acknowledged highest one the hub has acknowledged
   * @param sent highest one ever transmitted
   * @param next the one behind the last durable one
   */
  record Marks(long acknowledged, long sent, long next) {
    static final Marks NONE = new Marks(0, 0, 1);
  }

  /**
   * A loss the hub has been told of, or will be by a record of the event lane.
   *
   * @param lane where it was
   * @param range what it was
   */
  record Declared(Lane lane, SeqRange range) {}

  /** The state of lanes. */
  static JournalState of(String epoch, Map<Lane, JournalLane> lanes, List<Declared> declared) {
    Map<Lane, Marks> marks = new EnumMap<>(Lane.class);
    lanes.forEach((lane, open) -> marks.put(lane, open.marks()));
    return new JournalState(epoch, marks, declared);
  }

  Marks of(Lane lane) {
    return marks.getOrDefault(lane, Marks.NONE);
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder("epoch ").append(epoch).append('\n');
    marks.forEach(
        (lane, m) ->
            text.append("marks ")
                .append(lane.word())
                .append(' ')
                .append(m.acknowledged)
                .append(' ')
                .append(m.sent)
                .append(' ')
                .append(m.next)
                .append('\n'));
    List<Declared> kept =
        declared.subList(Math.max(0, declared.size() - MOST_DECLARED), declared.size());
    for (Declared loss : kept) {
      text.append("lost ")
          .append(loss.lane.word())
          .append(' ')
          .append(loss.range.from())
          .append(' ')
          .append(loss.range.to())
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The state in those bytes, or null when they hold none. */
  static @Nullable JournalState parse(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    String epoch = null;
    Map<Lane, Marks> marks = new EnumMap<>(Lane.class);
    List<Declared> declared = new ArrayList<>();
    try {
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
        String[] words = line.split(" ", -1);
        Lane lane = words.length > 1 ? Lane.of(words[1]) : null;
        if (words[0].equals("epoch") && words.length == 2) {
          epoch = words[1];
        } else if (words[0].equals("marks") && words.length == 5 && lane != null) {
          marks.put(lane, new Marks(number(words[2]), number(words[3]), number(words[4])));
        } else if (words[0].equals("lost") && words.length == 4 && lane != null) {
          declared.add(new Declared(lane, new SeqRange(number(words[2]), number(words[3]))));
        }
      }
    } catch (NumberFormatException e) {
      return null;
    }
    return epoch == null ? null : new JournalState(epoch, marks, List.copyOf(declared));
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }
}
