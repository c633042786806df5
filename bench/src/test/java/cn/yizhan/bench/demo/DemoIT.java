package cn.yizhan.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration as a user sees it: started by the script, ended by Ctrl-C. */
class DemoIT {
  @TempDir private Path folder;
  private Path data;
  private final List<DemoRun> runs = new ArrayList<>();

  @BeforeEach
  void chooseFolder() {
    data = folder.resolve("demo");
  }

  @AfterEach
  void endWhatIsLeft() throws Exception {
    for (DemoRun run : runs) {
      run.kill();
    }
  }

  private DemoRun start() throws Exception {
    DemoRun run = DemoRun.start(data, folder.resolve("output-" + runs.size() + ".txt"));
    runs.add(run);
    return run;
  }

  @Test
  void itShowsACutAnAlertOfEachSortAndVerifiedWebhooksAndGoesOnTheNextDay() throws Exception {
    DemoRun first = start();
    first.await("Try it");
    String told = first.told();
    assertTrue(told.contains("12 of 12 online"), told);
    assertTrue(told.matches("(?s).*alert +PC-\\d{4}-\\d{3} S02 critical.*"), told);
    assertTrue(told.matches("(?s).*cut +bay/1 switched off.*latched true.*"), told);
    assertTrue(told.matches("(?s).*alert +PC-\\d{4}-\\d{3} R01 .*"), told);
    assertTrue(told.matches("(?s).*alert +PC-\\d{4}-\\d{3} A01 .*"), told);
    assertEquals(3, told.split("signature verified", -1).length - 1, told);
    first.interrupt();
    stopsInOrder(first);

    Files.setLastModifiedTime(
        data.resolve("hub/bootstrap-token"),
        FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    DemoRun nextDay = start();
    nextDay.await("12 of 12 online");
    nextDay.interrupt();
    stopsInOrder(nextDay);
  }

  @Test
  void interruptedWhileItStartsItLeavesNothingBehindAndTheNextStartSucceeds() throws Exception {
    DemoRun atTheHub = start();
    atTheHub.awaitPart("hub");
    atTheHub.interrupt();
    stops(atTheHub);

    DemoRun atItsDatabase = start();
    atItsDatabase.awaitPart("initdb");
    atItsDatabase.interrupt();
    stops(atItsDatabase);

    DemoRun atTheStations = start();
    atTheStations.awaitPart("agents");
    atTheStations.terminate();
    stops(atTheStations);

    DemoRun last = start();
    last.await("page  ");
    last.terminate();
    stopsInOrder(last);
  }

  private static void stopsInOrder(DemoRun run) throws Exception {
    stops(run);
    assertTrue(run.told().stripTrailing().endsWith("\nstopped"), run.told());
  }

  /** All is said and done within ten seconds; two more are a busy machine's. */
  private static void stops(DemoRun run) throws Exception {
    assertEquals(0, run.exit(Duration.ofSeconds(12)), run.told());
    assertTrue(run.told().contains("\nstopped"), run.told());
    assertEquals(List.of(), run.left());
  }
}
