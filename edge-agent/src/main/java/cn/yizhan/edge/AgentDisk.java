package cn.yizhan.edge;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.Damage;
import cn.yizhan.edge.journal.JournalInUseException;
import cn.yizhan.edge.journal.Recovery;
import cn.yizhan.edge.uplink.Stamp;
import cn.yizhan.protocol.message.Lost;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent has on its disk. Neither hardware nor safety waits for it longer than a moment: a
 * disk that is full, read-only, slow or away is waited for aside.
 *
 * @param journal the journal, which may not be open yet
 * @param files the other files, which may not have been read yet
 */
record AgentDisk(AsyncJournal journal, AgentFiles files) {
  private static final Logger LOG = LoggerFactory.getLogger(AgentDisk.class);

  /** How long the start waits for the disk, ms. */
  private static final long PATIENCE = 1_000;

  /** Begins to open and read. */
  static AgentDisk begin(AgentConfig config, Context context) {
    AsyncJournal journal =
        AsyncJournal.begin(
            config.threads(),
            config.data(),
            config.limits(),
            // Epochs are named by their time, so that the newest can be told by its name.
            () -> Math.max(config.clock().wall(), StationClock.RELEASE),
            Stamp::loss);
    AgentFiles files = AgentFiles.begin(journal, context, config.data());
    AgentDisk disk = new AgentDisk(journal, files);
    String station = config.enrolment().account().station().value();
    Future.fromCompletionStage(journal.recovery(), context)
        .onSuccess(found -> report(station, found.damages(), found.lost()));
    files.loaded().onSuccess(read -> report(station, files.damages(), List.of()));
    return disk;
  }

  private static void report(String station, List<Damage> damages, List<Lost> losses) {
    damages.forEach(damage -> LOG.warn("{}: journal: {}", station, damage.text()));
    losses.forEach(lost -> LOG.error("{}: lost: {}", station, lost));
  }

  /**
   * Done when the files have been read, or the start can wait for them no longer; fails when
   * another agent works there.
   */
  Future<Void> awaited(Context context) {
    return Future.fromCompletionStage(journal.tried(), context)
        .compose(tried -> files.loaded())
        .timeout(PATIENCE, TimeUnit.MILLISECONDS)
        .recover(
            error -> {
              if (error instanceof JournalInUseException) {
                return Future.failedFuture(error);
              }
              LOG.error("the disk does not answer: starting without what was kept", error);
              return Future.succeededFuture();
            });
  }

  /** Done when the journal is open and the files have been read. */
  Future<Recovery> ready(Context context) {
    return files.loaded().compose(read -> Future.fromCompletionStage(journal.recovery(), context));
  }

  /**
   * Done when the files have been read and what the journal holds can be read, though perhaps not
   * written.
   */
  Future<Void> readable(Context context) {
    return files.loaded().compose(read -> Future.fromCompletionStage(journal.readable(), context));
  }

  /** Makes everything durable and closes all. */
  Future<Void> close(Context context) {
    return files.close().transform(closed -> Future.fromCompletionStage(journal.close(), context));
  }
}
