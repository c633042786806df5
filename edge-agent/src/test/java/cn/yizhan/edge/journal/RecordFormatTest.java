package cn.yizhan.edge.journal;

import static cn.yizhan.edge.journal.JournalFixture.append;
import static cn.yizhan.edge.journal.JournalFixture.held;
import static cn.yizhan.edge.journal.JournalFixture.open;
import static cn.yizhan.edge.journal.JournalFixture.segments;
import static cn.yizhan.edge.journal.JournalFixture.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.protocol.Lane;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of segment files, which outlive releases. */
final class RecordFormatTest {
  private static final Undated UNDATED =
      new Undated(java.util.UUID.fromString("0f0e0d0c-0b0a-0908-0706-050403020100"), 345_600_000L);

  @TempDir Path dir;

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }

  @Test
  void theBytesAreThoseOfTheFormat() {
    assertEquals("595a4a524e4c320a", HexFormat.of().formatHex(RecordFormat.HEADING));
    String plain = hex(RecordFormat.record(7, utf8("abc"), null));
    assertEquals("fef9faff0000000300000000000000074fb38c47616263", plain);
    String undated = hex(RecordFormat.record(7, utf8("abc"), UNDATED));
    assertEquals(
        "fffefbf80000001b0000000000000007beb9a88c0f0e0d0c0b0a090807060504030201000000000014997000616263",
        undated);
  }

  @Test
  void aFileOfTheFirstVersionIsRead() throws IOException {
    try (Journal journal = open(dir)) {
      append(journal, Lane.DATA, "aaaa", "bbbb");
    }
    Path file = segments(dir, Lane.DATA).get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[6] = '1';
    Files.write(file, bytes);
    try (Journal journal = open(dir)) {
      assertEquals(List.of(), journal.recovery().damages());
      append(journal, Lane.DATA, "cccc");
      assertEquals(List.of("1:aaaa", "2:bbbb", "3:cccc"), held(journal, Lane.DATA));
      assertNull(journal.read(Lane.DATA, 1, 1).get(0).undated());
    }
  }

  @Test
  void whatARecordSaysOfItsTimeOutlivesRestartsAndEpochs() throws IOException {
    try (Journal journal = open(dir)) {
      journal.append(Lane.EVENT, utf8("early"), false, UNDATED);
      journal.append(Lane.EVENT, utf8("late"), false, null);
      journal.commit();
    }
    try (Journal journal = open(dir)) {
      journal.startEpoch("NEW1", Map.of());
    }
    try (Journal journal = open(dir)) {
      List<JournalRecord> records = journal.read(Lane.EVENT, 1, 9);
      assertEquals(UNDATED, records.get(0).undated());
      assertArrayEquals(utf8("early"), records.get(0).body());
      assertNull(records.get(1).undated());
      assertArrayEquals(utf8("late"), records.get(1).body());
    }
  }

  @Test
  void noFlippedBitMakesOneSortOfRecordTheOther() {
    for (Undated undated : new Undated[] {UNDATED, null}) {
      ByteBuffer record = RecordFormat.record(7, utf8("some body, longer than the head"), undated);
      for (int bit = 0; bit < 8 * record.limit(); bit++) {
        byte before = record.get(bit / 8);
        record.put(bit / 8, (byte) (before ^ 1 << bit % 8));
        assertFalse(RecordFormat.wholeAt(record, 0), "bit " + bit);
        record.put(bit / 8, before);
      }
    }
  }
}
