package cn.yizhan.edge.journal;

import static cn.yizhan.edge.journal.JournalFixture.append;
import static cn.yizhan.edge.journal.JournalFixture.held;
import static cn.yizhan.edge.journal.JournalFixture.image;
import static cn.yizhan.edge.journal.JournalFixture.open;
import static cn.yizhan.edge.journal.JournalFixture.segments;
import static cn.yizhan.edge.journal.JournalFixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Lane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  @TempDir Path dir;

  @Test
  void numbersRiseByOnePerLaneAndOverRestarts() throws IOException {
    String epoch;
    try (Journal journal = open(dir)) {
      epoch = journal.epoch();
      append(journal, Lane.DATA, "a", "b");
      append(journal, Lane.EVENT, "x");
    }
    try (Journal journal = open(dir)) {
      assertEquals(epoch, journal.epoch());
      append(journal, Lane.DATA, "c");
      append(journal, Lane.EVENT, "y");
      assertEquals(List.of("1:a", "2:b", "3:c"), held(journal, Lane.DATA));
      assertEquals(List.of("1:x", "2:y"), held(journal, Lane.EVENT));
    }
  }

  @Test
  void numbersRiseByOneEvenWhenEverythingWasAcknowledgedAndDeleted() throws IOException {
    for (int round = 0; round < 5; round++) {
      try (Journal journal = open(dir)) {
        assertEquals(round + 1, journal.next(Lane.DATA));
        append(journal, Lane.DATA, "r" + round);
        journal.acknowledge(Lane.DATA, round + 1);
        journal.mark();
        assertEquals(List.of(), held(journal, Lane.DATA));
      }
    }
    assertEquals(1, segments(dir, Lane.DATA).size());
  }

  @Test
  void whatWasNotCommittedIsNotRead() throws IOException {
    try (Journal journal = open(dir)) {
      append(journal, Lane.DATA, "a");
      journal.append(Lane.DATA, utf8("b"), false, null);
      assertEquals(List.of("1:a"), held(journal, Lane.DATA));
    }
  }

  @Test
  void readingGoesOnWhereItStoppedAndFromAnyPlace() throws IOException {
    try (Journal journal = open(dir)) {
      for (int i = 1; i <= 100; i++) {
        append(journal, Lane.DATA, "r" + i);
      }
      assertEquals(1, journal.read(Lane.DATA, 1, 1).get(0).seq());
      assertEquals(2, journal.read(Lane.DATA, 2, 50).get(0).seq());
      assertEquals(52, journal.read(Lane.DATA, 52, 1).get(0).seq());
      assertEquals(10, journal.read(Lane.DATA, 10, 1).get(0).seq());
      assertEquals(
          "r100",
          new String(journal.read(Lane.DATA, 100, 9).get(0).body(), StandardCharsets.UTF_8));
      assertTrue(journal.read(Lane.DATA, 101, 9).isEmpty());
    }
  }

  @Test
  void wholeSegmentsGoWhenAcknowledged() throws IOException {
    String big = "x".repeat(10_000);
    try (Journal journal = open(dir)) {
      for (int i = 0; i < 60; i++) {
        append(journal, Lane.DATA, big);
      }
      assertTrue(segments(dir, Lane.DATA).size() >= 4);
      journal.acknowledge(Lane.DATA, 30);
      assertEquals(31, journal.read(Lane.DATA, 1, 1).get(0).seq());
      journal.acknowledge(Lane.DATA, 60);
      assertEquals(1, segments(dir, Lane.DATA).size());
      assertTrue(journal.bytes() < 200_000);
    }
    try (Journal journal = open(dir)) {
      assertEquals(61, journal.next(Lane.DATA));
      assertEquals(List.of(), journal.recovery().lost());
    }
  }

  @Test
  void anAcknowledgementOfWhatWasNeverWrittenChangesNothing() throws IOException {
    try (Journal journal = open(dir)) {
      append(journal, Lane.DATA, "a");
      journal.acknowledge(Lane.DATA, 99);
      append(journal, Lane.DATA, "b");
      assertEquals(List.of("2:b"), held(journal, Lane.DATA));
    }
  }

  @Test
  void aFullJournalDropsItsOldestTelemetryAndDeclaresWhatItDropped() throws IOException {
    String big = "x".repeat(60_000);
    try (Journal journal = open(dir)) {
      append(journal, Lane.EVENT, "smoke");
      for (int i = 0; i < 40; i++) {
        append(journal, Lane.DATA, big);
      }
      assertTrue(journal.bytes() <= JournalFixture.LIMITS.capacity());
      List<String> events = held(journal, Lane.EVENT);
      assertEquals("1:smoke", events.get(0));
      assertEquals("2:lost data 1..3 full", events.get(1));
      long first = journal.read(Lane.DATA, 1, 1).get(0).seq();
      assertTrue(
          events.get(events.size() - 1).endsWith(".." + (first - 1) + " full"), events::toString);
      assertEquals(41, journal.next(Lane.DATA));
    }
    try (Journal journal = open(dir)) {
      assertEquals(List.of(), journal.recovery().lost(), "declared once only");
    }
  }

  @Test
  void aJournalFullOfEventsTakesSafetyEventsOnly() throws IOException {
    byte[] big = utf8("x".repeat(60_000));
    try (Journal journal = open(dir)) {
      assertThrows(
          JournalFullException.class,
          () -> {
            for (int i = 0; i < 40; i++) {
              journal.append(Lane.EVENT, big, false, null);
              journal.commit();
            }
          });
      assertThrows(JournalFullException.class, () -> journal.append(Lane.DATA, big, false, null));
      long seq = journal.append(Lane.EVENT, utf8("cut"), true, null);
      journal.commit();
      assertEquals("cut", new String(last(journal, seq), StandardCharsets.UTF_8));
    }
  }

  private static byte[] last(Journal journal, long seq) throws IOException {
    return journal.read(Lane.EVENT, seq, 1).get(0).body();
  }

  @Test
  void aSecondAgentIsKeptOut() throws IOException {
    try (Journal journal = open(dir)) {
      IOException refused = assertThrows(IOException.class, () -> open(dir));
      assertTrue(String.valueOf(refused.getMessage()).contains("in use"));
      append(journal, Lane.DATA, "a");
    }
    open(dir).close();
  }

  @Test
  void aNewEpochCarriesOverWhatTheHubCannotHave() throws IOException {
    try (Journal journal = open(dir)) {
      append(journal, Lane.DATA, "1", "2", "3", "4", "5");
      append(journal, Lane.EVENT, "x", "y");
      journal.acknowledge(Lane.DATA, 1);
      journal.transmitted(Lane.DATA, 3);
      journal.transmitted(Lane.EVENT, 2);
      String old = journal.epoch();

      journal.startEpoch(Ulid.at(JournalFixture.NOW), Map.of(Lane.DATA, 9L, Lane.EVENT, 1L));

      assertNotEquals(old, journal.epoch());
      assertEquals(List.of("1:4", "2:5"), held(journal, Lane.DATA), "2 and 3 had been sent");
      assertEquals(List.of("1:y"), held(journal, Lane.EVENT), "y was sent and did not arrive");
    }
    try (Journal journal = open(dir)) {
      assertEquals(List.of("1:4", "2:5"), held(journal, Lane.DATA));
      append(journal, Lane.DATA, "6");
      assertEquals(List.of("1:4", "2:5", "3:6"), held(journal, Lane.DATA));
    }
  }

  @Test
  void aRestoredImageGoesOnWithTheOldNumbersUntilTheHubSaysOtherwise() throws IOException {
    Path copy = dir.resolve("copy");
    try (Journal journal = open(dir.resolve("live"))) {
      append(journal, Lane.DATA, "a", "b");
      image(dir.resolve("live"), copy);
      append(journal, Lane.DATA, "c", "d");
    }
    try (Journal restored = open(copy)) {
      assertEquals(3, restored.next(Lane.DATA));
      append(restored, Lane.DATA, "other");
      restored.startEpoch(Ulid.at(JournalFixture.NOW + 1), Map.of(Lane.DATA, 4L));
      assertEquals(List.of("1:a", "2:b", "3:other"), held(restored, Lane.DATA));
    }
  }

  @Test
  void filesOfAnUnfinishedNewEpochAreForgotten() throws IOException {
    try (Journal journal = open(dir)) {
      append(journal, Lane.DATA, "a");
    }
    SegmentName stray = new SegmentName(Lane.DATA, "ZZZZ", 1, 0);
    Files.write(dir.resolve(stray.toString()), RecordFormat.HEADING);
    try (Journal journal = open(dir)) {
      assertEquals(List.of("1:a"), held(journal, Lane.DATA));
    }
    assertFalse(Files.exists(dir.resolve(stray.toString())));
  }
}
