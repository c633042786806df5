package cn.yizhan.hub.rules;

import cn.yizhan.protocol.message.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The order in which the readings of one message are judged. */
final class Order {
  private Order() {}

  /** Indexes by time; readings of one time keep their order. */
  static int[] byTime(List<Reading> readings) {
    boolean sorted = true;
    for (int i = 1; i < readings.size() && sorted; i++) {
      sorted = readings.get(i - 1).at() <= readings.get(i).at();
    }
    IntStream indexes = IntStream.range(0, readings.size());
    return sorted
        ? indexes.toArray()
        : indexes
            .boxed()
            .sorted(Comparator.comparingLong(i -> readings.get(i).at()))
            .mapToInt(Integer::intValue)
            .toArray();
  }
}
