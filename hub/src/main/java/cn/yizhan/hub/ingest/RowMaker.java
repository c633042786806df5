package cn.yizhan.hub.ingest;

import cn.yizhan.hub.ingest.Batch.Flag;
import cn.yizhan.hub.ingest.Batch.Origin;
import cn.yizhan.hub.ingest.Batch.Row;
import cn.yizhan.protocol.message.Reading;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Makes the rows of a message: one per distinct time, at least one. Pure. */
final class RowMaker {
  private RowMaker() {}

  /**
   * Adds a message's rows.
   *
   * @param steppedBack indexes of readings that were not judged
   * @param codes code of every point in the message
   * @param flags bits common to all rows
   */
  static void add(
      List<Row> rows,
      Origin origin,
      TimePolicy.Placed placed,
      BitSet steppedBack,
      Map<String, Short> codes,
      int flags) {
    List<Reading> readings = placed.readings();
    if (readings.isEmpty()) {
      rows.add(
          new Row(origin, origin.received(), flags | Flag.EMPTY, 0, new short[0], new double[0]));
      return;
    }
    int common = placed.shift() == 0 ? flags : flags | Flag.CORRECTED;
    int count = readings.size();
    BitSet done = new BitSet(count);
    for (int i = done.nextClearBit(0); i < count; i = done.nextClearBit(i)) {
      long at = readings.get(i).at();
      int same = 0;
      for (int k = i; k < count; k++) {
        if (readings.get(k).at() == at) {
          same++;
        }
      }
      short[] points = new short[same];
      double[] values = new double[same];
      int bits = done.isEmpty() ? common : common | Flag.FURTHER;
      int next = 0;
      for (int k = i; k < count; k++) {
        Reading reading = readings.get(k);
        if (reading.at() == at) {
          done.set(k);
          points[next] = code(codes, reading.point());
          values[next++] = reading.value();
          bits |= placed.late()[k] ? Flag.LATE : 0;
          bits |= placed.replaced()[k] ? Flag.REPLACED : 0;
          bits |= steppedBack.get(k) ? Flag.STEPS_BACK : 0;
        }
      }
      rows.add(new Row(origin, at, bits, -placed.shift(), points, values));
    }
  }

  private static short code(Map<String, Short> codes, String point) {
    Short code = codes.get(point);
    if (code == null) {
      throw new IllegalStateException("no code was given to " + point);
    }
    return code;
  }
}
