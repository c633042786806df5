package cn.yizhan.edge.journal;

import static cn.yizhan.edge.journal.JournalFixture.append;
import static cn.yizhan.edge.journal.JournalFixture.held;
import static cn.yizhan.edge.journal.JournalFixture.image;
import static cn.yizhan.edge.journal.JournalFixture.open;
import static cn.yizhan.edge.journal.JournalFixture.segments;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalDamageTest {
  private static final int RECORD = RecordFormat.HEADER + 4;

  @TempDir Path dir;

  private byte[] written(String... bodies) throws IOException {
    try (Journal journal = open(dir.resolve("j"))) {
      append(journal, Lane.DATA, bodies);
    }
    return Files.readAllBytes(file());
  }

  private Path file() throws IOException {
    return segments(dir.resolve("j"), Lane.DATA).get(0);
  }

  /** A folder with nothing but one segment of these bytes: no other witness of what it held. */
  private Path alone(String name, byte[] bytes) throws IOException {
    Path folder = Files.createDirectories(dir.resolve(name));
    Files.write(folder.resolve(file().getFileName()), bytes);
    return folder;
  }

  @Test
  void aTailTornAtAnyByteKeepsEveryWholeRecordAndDeclaresNothing() throws IOException {
    byte[] whole = written("aaaa", "bbbb", "cccc");
    int heading = RecordFormat.HEADING.length;
    for (int end = 0; end < whole.length; end++) {
      Path folder = alone("torn" + end, Arrays.copyOf(whole, end));
      int records = Math.max(0, end - heading) / RECORD;
      Recovery check = JournalCheck.of(folder, Map.of());
      assertEquals(records, check.records(), "cut at " + end);
      try (Journal journal = open(folder)) {
        assertEquals(records, journal.recovery().records(), "cut at " + end);
        assertEquals(List.of(), journal.recovery().lost(), "cut at " + end);
        boolean partial = end < heading ? end > 0 : (end - heading) % RECORD != 0;
        assertEquals(partial, !journal.recovery().damages().isEmpty(), "cut at " + end);
        append(journal, Lane.DATA, "dddd");
        assertEquals(records + 1, held(journal, Lane.DATA).size(), "cut at " + end);
      }
    }
  }

  @Test
  void aTailThatHadBeenAcceptedIsMissedByTheOtherWitness() throws IOException {
    byte[] whole = written("aaaa", "bbbb", "cccc");
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    try (Journal journal = open(dir.resolve("j"))) {
      assertEquals(2, journal.recovery().records());
      assertEquals(List.of("1:lost data 3..3 damaged"), held(journal, Lane.EVENT));
      append(journal, Lane.DATA, "dddd");
      assertEquals(List.of("1:aaaa", "2:bbbb", "4:dddd"), held(journal, Lane.DATA));
    }
  }

  @Test
  void aByteFlippedAnywhereCostsOneRecordAndIsDeclaredOnce() throws IOException {
    byte[] whole = written("aaaa", "bbbb", "cccc");
    int start = RecordFormat.HEADING.length + RECORD;
    for (int at = start; at < start + RECORD; at++) {
      Path folder = image(dir.resolve("j"), dir.resolve("flip" + at));
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(segments(folder, Lane.DATA).get(0), flipped);

      Recovery check = JournalCheck.of(folder, Map.of());
      assertEquals(2, check.records(), "flipped at " + at);
      assertEquals(1, check.damages().size(), "flipped at " + at);
      assertEquals(Damage.Sort.DAMAGED, check.damages().get(0).sort());
      for (int opening = 0; opening < 2; opening++) {
        try (Journal journal = open(folder)) {
          assertEquals(List.of("1:aaaa", "3:cccc"), held(journal, Lane.DATA), "flipped at " + at);
          assertEquals(List.of("1:lost data 2..2 damaged"), held(journal, Lane.EVENT));
        }
      }
    }
  }

  @Test
  void aByteFlippedInTheLastRecordIsDeclaredEvenWithoutAnotherWitness() throws IOException {
    byte[] whole = written("aaaa", "bbbb");
    whole[whole.length - 1] ^= 1;
    try (Journal journal = open(alone("last", whole))) {
      assertEquals(List.of("1:lost data 2..2 damaged"), held(journal, Lane.EVENT));
      assertEquals(3, journal.next(Lane.DATA), "the number is not used again");
    }
  }

  @Test
  void aByteFlippedWhileRunningIsPassedOverAndDeclared() throws IOException {
    try (Journal journal = open(dir.resolve("j"))) {
      append(journal, Lane.DATA, "aaaa", "bbbb", "cccc");
      byte[] bytes = Files.readAllBytes(file());
      bytes[RecordFormat.HEADING.length + RECORD + 6] ^= 1;
      Files.write(file(), bytes);
      assertEquals(List.of("1:aaaa", "3:cccc"), held(journal, Lane.DATA));
      assertEquals(List.of("1:lost data 2..2 damaged"), held(journal, Lane.EVENT));
      assertEquals(List.of("1:aaaa", "3:cccc"), held(journal, Lane.DATA));
      assertEquals(1, held(journal, Lane.EVENT).size());
    }
  }

  @Test
  void aByteFlippedInAnOlderFileIsFoundWhenItIsRead() throws IOException {
    String big = "x".repeat(60_000);
    try (Journal journal = open(dir.resolve("j"))) {
      for (int i = 0; i < 9; i++) {
        append(journal, Lane.DATA, big);
      }
    }
    Path oldest = segments(dir.resolve("j"), Lane.DATA).get(0);
    byte[] bytes = Files.readAllBytes(oldest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(oldest, bytes);
    try (Journal journal = open(dir.resolve("j"))) {
      assertEquals(3, journal.recovery().records(), "only the newest file was looked through");
      assertEquals(10, journal.next(Lane.DATA));
      assertEquals(List.of(), held(journal, Lane.EVENT));
      assertEquals(8, held(journal, Lane.DATA).size());
      assertEquals(List.of("1:lost data 2..2 damaged"), held(journal, Lane.EVENT));
    }
    assertEquals(8 + 1, JournalCheck.of(dir.resolve("j"), Map.of()).records());
  }

  @Test
  void aMissingFileIsALossWithItsBounds() throws IOException {
    String big = "x".repeat(60_000);
    try (Journal journal = open(dir.resolve("j"))) {
      for (int i = 0; i < 9; i++) {
        append(journal, Lane.DATA, big);
      }
    }
    Files.delete(segments(dir.resolve("j"), Lane.DATA).get(1));
    try (Journal journal = open(dir.resolve("j"))) {
      assertEquals(6, held(journal, Lane.DATA).size());
      assertEquals(List.of("1:lost data 4..6 damaged"), held(journal, Lane.EVENT));
    }
  }

  @Test
  void lookingChangesNothing() throws IOException {
    byte[] whole = written("aaaa", "bbbb");
    whole[whole.length - 2] ^= 1;
    Path folder = alone("look", whole);
    Recovery check = JournalCheck.of(folder, Map.of());
    assertEquals(1, check.records());
    assertEquals(1, check.lost().size());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
    assertEquals(check, JournalCheck.of(folder, Map.of()));
  }

  @Test
  void aStateThatCannotBeReadIsDoneWithout() throws IOException {
    written("aaaa", "bbbb");
    Files.write(dir.resolve("j").resolve("state"), new byte[100]);
    try (Journal journal = open(dir.resolve("j"))) {
      assertEquals(List.of("1:aaaa", "2:bbbb"), held(journal, Lane.DATA));
      assertEquals(List.of(), journal.recovery().lost());
    }
  }

  @Test
  void aStateOrASlotFileThatCannotBeReadIsDamage() throws IOException {
    written("aaaa", "bbbb");
    Path folder = dir.resolve("j");
    try (SlotFile latches = SlotFile.open(folder.resolve("latches"), 64)) {
      latches.save(JournalFixture.utf8("one"), true);
      latches.save(JournalFixture.utf8("two"), true);
    }
    Map<String, Integer> slots = Map.of("latches", 64, "devices", 64);
    assertEquals(List.of(), JournalCheck.of(folder, slots).damages());

    byte[] bytes = Files.readAllBytes(folder.resolve("latches"));
    bytes[20] ^= 1;
    Files.write(folder.resolve("latches"), bytes);
    Files.write(folder.resolve("state"), new byte[100]);
    assertEquals(
        List.of("state", "latches"),
        JournalCheck.of(folder, slots).damages().stream().map(Damage::file).toList());
    try (Journal journal = open(folder)) {
      assertEquals("state: 100 bytes at 0 damaged", journal.recovery().damages().get(0).text());
    }
    assertEquals(1, JournalCheck.of(folder, slots).damages().size(), "the state is whole again");
  }

  @Test
  void aNewEpochDoesNotBringDamageAlong() throws IOException {
    byte[] whole = written("aaaa", "bbbb", "cccc");
    whole[RecordFormat.HEADING.length + RECORD + 5] ^= 1;
    Files.write(file(), whole);
    try (Journal journal = open(dir.resolve("j"))) {
      journal.startEpoch("NEW1", Map.of());
      assertEquals(List.of("1:aaaa", "2:cccc"), held(journal, Lane.DATA));
      assertFalse(held(journal, Lane.EVENT).isEmpty());
    }
    assertTrue(JournalCheck.of(dir.resolve("j"), Map.of()).damages().isEmpty());
  }
}
