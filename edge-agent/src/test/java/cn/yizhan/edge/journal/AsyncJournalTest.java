package cn.yizhan.edge.journal;

import static cn.yizhan.edge.journal.JournalFixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AsyncJournalTest {
  @TempDir Path dir;
  private final JournalThreads threads = new JournalThreads(2);

  @AfterEach
  void endThreads() {
    threads.close();
  }

  private AsyncJournal open(Path directory) throws Exception {
    return get(
        AsyncJournal.open(
            threads,
            directory,
            JournalFixture.LIMITS,
            () -> JournalFixture.NOW,
            JournalFixture::loss));
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  @Test
  void recordsAreNumberedInTheOrderTheyWereAskedFor() throws Exception {
    AsyncJournal journal = open(dir);
    List<CompletableFuture<Long>> seqs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      seqs.add(journal.append(i % 5 == 0 ? Lane.EVENT : Lane.DATA, utf8("r" + i), false, null));
    }
    long data = 0;
    long events = 0;
    for (int i = 0; i < 500; i++) {
      assertEquals(i % 5 == 0 ? ++events : ++data, get(seqs.get(i)));
    }
    assertEquals(400, get(journal.read(Lane.DATA, 1, 1000)).size());
    String epoch = get(journal.position()).epoch();
    get(journal.progress("OTHER", Map.of(Lane.EVENT, 9L), Map.of(Lane.EVENT, 9L)));
    get(journal.progress(epoch, Map.of(Lane.DATA, 400L), Map.of(Lane.DATA, 400L)));
    AsyncJournal.Position position = get(journal.position());
    assertEquals(Map.of(Lane.DATA, 400L, Lane.EVENT, 0L), position.acknowledged());
    assertEquals(Map.of(Lane.DATA, 401L, Lane.EVENT, 101L), position.next());
    get(journal.close());
  }

  @Test
  void manyJournalsShareAFewThreads() throws Exception {
    List<AsyncJournal> journals = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      journals.add(open(dir.resolve("j" + i)));
    }
    List<CompletableFuture<Long>> seqs = new ArrayList<>();
    for (AsyncJournal journal : journals) {
      seqs.add(journal.append(Lane.DATA, utf8("r"), false, null));
    }
    for (CompletableFuture<Long> seq : seqs) {
      assertEquals(1, get(seq));
    }
    for (AsyncJournal journal : journals) {
      get(journal.close());
    }
  }

  @Test
  void anErrorIsToldToWhoeverWaitsAndTheThreadGoesOn() throws Exception {
    AsyncJournal journal = open(dir);
    CompletableFuture<Object> failing =
        journal.run(
            () -> {
              throw new StackOverflowError("played");
            });
    ExecutionException told = assertThrows(ExecutionException.class, () -> get(failing));
    assertTrue(told.getCause() instanceof StackOverflowError);
    assertEquals(1, get(journal.append(Lane.DATA, utf8("a"), false, null)));
    get(journal.close());
  }

  @Test
  void aClosedJournalTakesNothing() throws Exception {
    AsyncJournal journal = open(dir);
    get(journal.append(Lane.DATA, utf8("a"), false, null));
    get(journal.close());
    assertThrows(
        ExecutionException.class, () -> get(journal.append(Lane.DATA, utf8("b"), false, null)));
    AsyncJournal again = open(dir);
    assertTrue(get(again.read(Lane.DATA, 1, 10)).size() == 1);
    get(again.close());
  }

  @Test
  void recordsAreTakenWhileTheJournalCannotBeOpenedAndAreDurableAfterwards() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    AsyncJournal journal =
        AsyncJournal.begin(
            threads,
            () -> JournalFixture.NOW,
            () -> {
              if (broken.get()) {
                throw new IOException("no disk");
              }
              return JournalFixture.open(dir);
            },
            AsyncJournalTest::unreadable);
    get(journal.tried());
    List<CompletableFuture<Long>> seqs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      seqs.add(journal.append(Lane.DATA, utf8("r" + i), false, null));
    }
    CompletableFuture<AsyncJournal.Position> position = journal.position();
    assertEquals("aside", get(journal.run(() -> "aside")), "other work does not wait for it");
    assertFalse(seqs.get(0).isDone());
    broken.set(false);
    for (int i = 0; i < 10; i++) {
      assertEquals(i + 1, get(seqs.get(i)));
    }
    assertTrue(get(position).next().containsKey(Lane.DATA));
    get(journal.close());
  }

  private static JournalView unreadable() throws IOException {
    throw new IOException("no disk");
  }

  @Test
  void whatAJournalHoldsIsReadWhileItCannotBeWritten() throws Exception {
    AsyncJournal before = open(dir);
    for (int i = 1; i <= 5; i++) {
      get(before.append(Lane.DATA, utf8("r" + i), false, null));
    }
    String epoch = get(before.position()).epoch();
    get(before.close());
    AtomicBoolean broken = new AtomicBoolean(true);
    AsyncJournal journal =
        AsyncJournal.begin(
            threads,
            () -> JournalFixture.NOW,
            () -> {
              if (broken.get()) {
                throw new IOException("read-only file system");
              }
              return JournalFixture.open(dir);
            },
            () -> JournalView.open(dir));
    get(journal.readable());
    assertFalse(journal.open());
    AsyncJournal.Position at = get(journal.position());
    assertEquals(epoch, at.epoch());
    assertEquals(6, at.next().get(Lane.DATA));
    assertEquals(5, get(journal.read(Lane.DATA, 1, 10)).size());
    get(journal.progress(epoch, Map.of(Lane.DATA, 3L), Map.of(Lane.DATA, 5L)));
    assertEquals(
        List.of(4L, 5L),
        get(journal.read(Lane.DATA, 1, 10)).stream().map(JournalRecord::seq).toList());
    CompletableFuture<Long> waits = journal.append(Lane.DATA, utf8("r6"), false, null);
    assertFalse(waits.isDone());
    broken.set(false);
    assertEquals(6, get(waits));
    assertTrue(journal.open());
    assertEquals(3, get(journal.position()).acknowledged().get(Lane.DATA), "not sent again");
    assertEquals(3, get(journal.read(Lane.DATA, 1, 10)).size());
    get(journal.close());
  }

  @Test
  void aJournalOfAnotherAgentIsNotLookedAtAndOneThatIsNotThereIsNone() throws Exception {
    AsyncJournal other = open(dir);
    assertThrows(JournalInUseException.class, () -> JournalView.open(dir));
    get(other.close());
    JournalView.open(dir).close();
    assertThrows(IOException.class, () -> JournalView.open(dir.resolve("none")));
  }

  @Test
  void whatWaitsIsBoundedAndSafetyIsNot() throws Exception {
    AsyncJournal journal =
        AsyncJournal.begin(
            threads,
            () -> JournalFixture.NOW,
            () -> {
              throw new IOException("no disk");
            },
            AsyncJournalTest::unreadable);
    List<CompletableFuture<Long>> many = new ArrayList<>();
    for (int i = 0; i < 2 * WaitingRecords.MOST; i++) {
      many.add(journal.append(Lane.DATA, utf8("r"), false, null));
    }
    assertEquals(WaitingRecords.MOST, many.stream().filter(record -> !record.isDone()).count());
    assertFalse(journal.append(Lane.EVENT, utf8("cut"), true, null).isDone());
    ExecutionException full = assertThrows(ExecutionException.class, () -> get(many.get(5000)));
    assertTrue(full.getCause() instanceof JournalFullException);
    get(journal.close());
    assertTrue(many.get(0).isCompletedExceptionally(), "nobody waits for ever");

    WaitingRecords waiting = new WaitingRecords();
    int taken = 0;
    while (waiting.add(record(new byte[16 * 1024], false))) {
      taken++;
    }
    assertEquals(WaitingRecords.MOST_BYTES / (16 * 1024), taken);
    assertTrue(waiting.add(record(new byte[16 * 1024], true)));
    assertNotNull(waiting.poll());
    assertNotNull(waiting.poll());
    assertTrue(waiting.add(record(new byte[16 * 1024], false)), "there is room again");
  }

  private static WaitingRecords.Waiting record(byte[] body, boolean safety) {
    return new WaitingRecords.Waiting(Lane.EVENT, body, safety, null);
  }

  @Test
  void aJournalOfAnotherAgentIsNotWaitedFor() throws Exception {
    AsyncJournal first = open(dir);
    AsyncJournal second =
        AsyncJournal.begin(
            threads, dir, JournalFixture.LIMITS, () -> JournalFixture.NOW, JournalFixture::loss);
    ExecutionException inUse = assertThrows(ExecutionException.class, () -> get(second.tried()));
    assertTrue(inUse.getCause() instanceof JournalInUseException);
    CompletableFuture<Long> record = second.append(Lane.DATA, utf8("a"), false, null);
    assertThrows(ExecutionException.class, () -> get(record));
    get(second.close());
    get(first.close());
  }
}
