package cn.yizhan.edge.journal;

import static cn.yizhan.edge.journal.JournalFixture.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SlotFileTest {
  private static final int CAPACITY = 64;

  @TempDir Path dir;

  @Test
  void aNewFileHasNoValueAndASavedOneIsFoundAgain() throws IOException {
    Path path = dir.resolve("slots");
    try (SlotFile file = SlotFile.open(path, CAPACITY)) {
      assertNull(file.value());
      file.save(utf8("one"), true);
      file.save(utf8("two"), false);
    }
    try (SlotFile file = SlotFile.open(path, CAPACITY)) {
      assertArrayEquals(utf8("two"), file.value());
      assertThrows(IOException.class, () -> file.save(new byte[CAPACITY + 1], true));
      assertArrayEquals(utf8("two"), file.value());
    }
  }

  @Test
  void aWriteThatWasCutOffAnywhereLeavesOneOfTheTwoValues() throws IOException {
    Path path = dir.resolve("slots");
    try (SlotFile file = SlotFile.open(path, CAPACITY)) {
      file.save(utf8("before"), true);
      file.save(utf8("middle"), true);
    }
    byte[] old = Files.readAllBytes(path);
    try (SlotFile file = SlotFile.open(path, CAPACITY)) {
      file.save(utf8("afterwards"), true);
    }
    byte[] full = Files.readAllBytes(path);
    for (int cut = 0; cut < full.length; cut++) {
      byte[] torn = Arrays.copyOf(full, Math.max(full.length, old.length));
      System.arraycopy(
          old,
          Math.min(cut, old.length),
          torn,
          Math.min(cut, old.length),
          Math.max(0, old.length - cut));
      Files.write(path, torn);
      try (SlotFile file = SlotFile.open(path, CAPACITY)) {
        byte[] value = file.value();
        assertTrue(
            Arrays.equals(value, utf8("middle")) || Arrays.equals(value, utf8("afterwards")),
            "cut at " + cut);
      }
    }
  }

  private byte[] saved(Path path, String... values) throws IOException {
    try (SlotFile file = SlotFile.open(path, CAPACITY)) {
      for (String value : values) {
        file.save(utf8(value), true);
      }
    }
    return Files.readAllBytes(path);
  }

  @Test
  void aWholeFileIsNotDamagedHoweverOftenItWasSaved() throws IOException {
    Path path = dir.resolve("slots");
    for (int saves = 0; saves < 5; saves++) {
      try (SlotFile file = SlotFile.open(path, CAPACITY)) {
        assertEquals(List.of(), file.damages(), saves + " saves");
        file.save(utf8("value " + saves), true);
      }
    }
  }

  @Test
  void aNewestValueGoneBadIsDamageAndNotSilentlyTheOneBefore() throws IOException {
    Path path = dir.resolve("slots");
    byte[] bytes = saved(path, "one", "two");
    bytes[20] ^= 1;
    Files.write(path, bytes);
    try (SlotFile file = SlotFile.open(path, CAPACITY)) {
      assertArrayEquals(utf8("one"), file.value());
      assertEquals(1, file.damages().size());
      file.save(utf8("three"), true);
    }
    assertEquals(List.of(), SlotFile.look(path, CAPACITY).damages(), "written over");
  }

  @Test
  void aSecondSlotThatIsGoneIsDamage() throws IOException {
    Path path = dir.resolve("slots");
    byte[] bytes = saved(path, "one", "two");
    Files.write(path, Arrays.copyOf(bytes, 40));
    assertEquals(1, SlotFile.look(path, CAPACITY).damages().size());
  }

  @Test
  void aFileOfWhichNothingCanBeReadIsDamagedAndNotNew() throws IOException {
    Path path = dir.resolve("slots");
    byte[] bytes = saved(path, "one");
    bytes[bytes.length - 1] ^= 1;
    Files.write(path, bytes);
    SlotFile file = SlotFile.look(path, CAPACITY);
    assertNull(file.value());
    assertFalse(file.damages().isEmpty());
  }
}
