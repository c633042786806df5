package cn.yizhan.edge.uplink;

import cn.yizhan.edge.journal.AsyncJournal;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the journal how far the hub has come. When the disk does not let that happen the session
 * goes on: the hub has the records all the same, and a restart would only send them again.
 */
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private final AsyncJournal journal;
  private final AtomicBoolean failing = new AtomicBoolean();
  private boolean changed;

  Progress(AsyncJournal journal) {
    this.journal = journal;
  }

  /** Something has been sent or acknowledged. */
  void changed() {
    changed = true;
  }

  /** Notes what has changed, when there is anything to note. */
  void save(AsyncJournal.@Nullable Position at, @Nullable SendWindow window) {
    if (!changed || at == null || window == null) {
      return;
    }
    changed = false;
    Future.fromCompletionStage(journal.progress(at.epoch(), window.acknowledged(), window.sent()))
        .onSuccess(done -> failing.set(false))
        .onFailure(this::failed);
  }

  private void failed(Throwable error) {
    if (!failing.getAndSet(true)) {
      LOG.error("how far the hub has come cannot be kept: {}", error.toString());
    }
  }
}
