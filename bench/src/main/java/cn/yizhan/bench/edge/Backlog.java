package cn.yizhan.bench.edge;

import cn.yizhan.edge.journal.Journal;
import cn.yizhan.edge.journal.JournalLimits;
import cn.yizhan.edge.uplink.Stamp;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.point.PointScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What an agent has journalled while its hub was away: a report every ten seconds. */
final class Backlog {
  /** Reports of a week, one every ten seconds. */
  static final int WEEK = 60_480;

  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final int COMMIT_EVERY = 100;

  private Backlog() {}

  /**
   * Writes a journal with the agent's own classes.
   *
   * @param folder data folder of an agent that does not run
   * @param reports how many reports of 40 points
   * @throws IOException when it cannot be written
   */
  static void write(Path folder, int reports) throws IOException {
    long now = System.currentTimeMillis();
    PointScope scope = BenchStation.scope();
    try (Journal journal =
        Journal.open(folder, JournalLimits.DEFAULT, System::currentTimeMillis, Stamp::loss)) {
      for (int i = 0; i < reports; i++) {
        long at = now - BETWEEN.toMillis() * (reports - i);
        byte[] body = Stamp.body(BenchStation.readings(i, at), List.of(), scope, at);
        journal.append(Lane.DATA, body, false, null);
        if (i % COMMIT_EVERY == 0) {
          journal.commit();
        }
      }
      journal.commit();
    }
  }
}
