package cn.yizhan.edge.journal;

import static cn.yizhan.edge.journal.JournalFixture.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Lane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
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
      seqs.add(journal.append(i % 5 == 0 ? Lane.EVENT : Lane.DATA, utf8("r" + i), false));
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
      seqs.add(journal.append(Lane.DATA, utf8("r"), false));
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
    assertEquals(1, get(journal.append(Lane.DATA, utf8("a"), false)));
    get(journal.close());
  }

  @Test
  void aClosedJournalTakesNothing() throws Exception {
    AsyncJournal journal = open(dir);
    get(journal.append(Lane.DATA, utf8("a"), false));
    get(journal.close());
    assertThrows(ExecutionException.class, () -> get(journal.append(Lane.DATA, utf8("b"), false)));
    AsyncJournal again = open(dir);
    assertTrue(get(again.read(Lane.DATA, 1, 10)).size() == 1);
    get(again.close());
  }
}
