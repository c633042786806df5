package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.ingest.Batch.Flag;
import cn.yizhan.hub.ingest.Batch.Origin;
import cn.yizhan.hub.ingest.Batch.Row;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowMakerTest {
  private static final Origin ORIGIN = new Origin(Lane.DATA, 1, 7, 5_000);
  private static final Map<String, Short> CODES = Map.of("a", (short) 1, "b", (short) 2);

  private static List<Row> rows(BitSet steppedBack, int flags, Reading... readings) {
    List<Row> rows = new ArrayList<>();
    int count = readings.length;
    TimePolicy.Placed placed =
        new TimePolicy.Placed(
            List.of(readings), new boolean[count], 0, new boolean[count], List.of());
    RowMaker.add(rows, ORIGIN, placed, steppedBack, CODES, flags);
    return rows;
  }

  @Test
  void readingsOfOneTimeAreOneRow() {
    List<Row> rows = rows(new BitSet(), 0, new Reading("a", 10, 1), new Reading("b", 10, 2));
    assertEquals(1, rows.size());
    assertArrayEquals(new short[] {1, 2}, rows.get(0).points());
    assertArrayEquals(new double[] {1, 2}, rows.get(0).values());
    assertEquals(0, rows.get(0).flags());
  }

  @Test
  void eachTimeIsARowAndAllButTheFirstAreMarkedFurther() {
    List<Row> rows =
        rows(
            new BitSet(),
            0,
            new Reading("a", 10, 1),
            new Reading("b", 20, 2),
            new Reading("b", 10, 3));
    assertEquals(2, rows.size());
    assertArrayEquals(new double[] {1, 3}, rows.get(0).values());
    assertArrayEquals(new double[] {2}, rows.get(1).values());
    assertEquals(Flag.FURTHER, rows.get(1).flags());
  }

  @Test
  void aMessageWithoutReadingsIsOneEmptyRowAtItsReceipt() {
    List<Row> rows = rows(new BitSet(), Flag.BARE);
    assertEquals(1, rows.size());
    assertEquals(5_000, rows.get(0).at());
    assertEquals(Flag.BARE | Flag.EMPTY, rows.get(0).flags());
  }

  @Test
  void aReadingThatStepsBackMarksItsRow() {
    BitSet steppedBack = new BitSet();
    steppedBack.set(1);
    List<Row> rows = rows(steppedBack, 0, new Reading("a", 10, 1), new Reading("b", 5, 2));
    assertEquals(0, rows.get(0).flags());
    assertEquals(Flag.STEPS_BACK | Flag.FURTHER, rows.get(1).flags());
  }
}
