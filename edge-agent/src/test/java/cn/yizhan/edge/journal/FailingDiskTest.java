package cn.yizhan.edge.journal;

import static cn.yizhan.edge.journal.JournalFixture.append;
import static cn.yizhan.edge.journal.JournalFixture.held;
import static cn.yizhan.edge.journal.JournalFixture.image;
import static cn.yizhan.edge.journal.JournalFixture.open;
import static cn.yizhan.edge.journal.JournalFixture.segments;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.protocol.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose disk takes records and does not make them durable. */
final class FailingDiskTest {
  private static final int RECORD = RecordFormat.HEADER + 4;

  @TempDir Path dir;

  @Test
  void aFileWhoseForcingFailedIsNeverWrittenOrTrustedAgain() throws IOException {
    int[] calls = {0};
    LaneLog.Force onceFailing =
        channel -> {
          if (++calls[0] == 2) {
            throw new IOException("disk");
          }
          channel.force(false);
        };
    Path folder = dir.resolve("f");
    try (Journal journal = failing(folder, onceFailing)) {
      append(journal, Lane.DATA, "aaaa");
      append(journal, Lane.DATA, "bbbb");
      append(journal, Lane.DATA, "cccc");
      assertEquals(List.of("1:aaaa", "2:bbbb", "3:cccc"), held(journal, Lane.DATA));
      assertEquals(2, segments(folder, Lane.DATA).size());
    }
    try (Journal journal = open(folder)) {
      assertEquals(List.of("1:aaaa", "2:bbbb", "3:cccc"), held(journal, Lane.DATA));
      assertEquals(List.of(), journal.recovery().lost());
    }
  }

  @Test
  void aRecordThatCouldNotBeMadeDurableIsNotTakenAndItsNumberIsFree() throws IOException {
    boolean[] broken = {false};
    LaneLog.Force sometimes =
        channel -> {
          if (broken[0]) {
            throw new IOException("disk");
          }
          channel.force(false);
        };
    Path folder = dir.resolve("f");
    try (Journal journal = failing(folder, sometimes)) {
      append(journal, Lane.DATA, "aaaa");
      broken[0] = true;
      assertThrows(IOException.class, () -> append(journal, Lane.DATA, "lost"));
      broken[0] = false;
      append(journal, Lane.DATA, "bbbb");
      assertEquals(List.of("1:aaaa", "2:bbbb"), held(journal, Lane.DATA));
    }
    try (Journal journal = open(folder)) {
      assertEquals(List.of("1:aaaa", "2:bbbb"), held(journal, Lane.DATA));
    }
  }

  private static Journal failing(Path folder, LaneLog.Force force) throws IOException {
    return new Journal(
        folder, JournalFixture.LIMITS, () -> JournalFixture.NOW, JournalFixture::loss, force);
  }

  @Test
  void aLossThatCouldNotBeWrittenDownIsDeclaredTheNextTime() throws IOException {
    boolean[] broken = {false};
    Path folder = dir.resolve("f");
    try (Journal journal = failing(folder, channel -> fail(broken[0]))) {
      append(journal, Lane.DATA, "aaaa", "bbbb", "cccc");
      Path file = segments(folder, Lane.DATA).get(0);
      byte[] bytes = Files.readAllBytes(file);
      bytes[RecordFormat.HEADING.length + RECORD + 6] ^= 1;
      Files.write(file, bytes);
      broken[0] = true;
      assertThrows(IOException.class, () -> held(journal, Lane.DATA));
      broken[0] = false;
      assertEquals(List.of("1:aaaa", "3:cccc"), held(journal, Lane.DATA));
      assertEquals(List.of("1:lost data 2..2 damaged"), held(journal, Lane.EVENT));
    }
  }

  private static void fail(boolean broken) throws IOException {
    if (broken) {
      throw new IOException("disk");
    }
  }

  @Test
  void aNewEpochThatCannotBeWrittenLeavesTheOldOneAndNoFiles() throws IOException {
    boolean[] broken = {false};
    Path folder = dir.resolve("f");
    try (Journal journal = failing(folder, channel -> fail(broken[0]))) {
      append(journal, Lane.DATA, "aaaa", "bbbb");
      append(journal, Lane.EVENT, "smoke");
      String old = journal.epoch();
      List<Path> before = segments(folder, Lane.DATA);
      // The first lane is carried over, the second one fails.
      int[] calls = {0};
      LaneLog.Force second = channel -> fail(++calls[0] > 1);
      try (Journal copy = failing(image(folder, dir.resolve("copy")), second)) {
        assertThrows(IOException.class, () -> copy.startEpoch("NEW1", Map.of()));
        assertEquals(old, copy.epoch());
        assertEquals(before.size(), segments(dir.resolve("copy"), Lane.DATA).size());
        assertEquals(List.of("1:aaaa", "2:bbbb"), held(copy, Lane.DATA));
      }
      broken[0] = true;
      assertThrows(IOException.class, () -> journal.startEpoch("NEW1", Map.of()));
      broken[0] = false;
      append(journal, Lane.DATA, "cccc");
      journal.startEpoch("NEW2", Map.of());
      assertEquals(List.of("1:aaaa", "2:bbbb", "3:cccc"), held(journal, Lane.DATA));
      assertEquals(List.of("1:smoke"), held(journal, Lane.EVENT));
    }
    try (Journal journal = open(folder)) {
      assertEquals("NEW2", journal.epoch());
      assertEquals(List.of("1:aaaa", "2:bbbb", "3:cccc"), held(journal, Lane.DATA));
    }
  }
}
