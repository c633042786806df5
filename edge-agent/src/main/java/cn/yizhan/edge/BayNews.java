package cn.yizhan.edge;

import cn.yizhan.edge.journal.Ulid;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be told of the bays: sessions that have ended, hardware that went off by itself. What
 * the disk refuses is told again, in the order in which it happened; of more than can wait the
 * oldest go, and how many those were is told too. Confined to the agent's event loop.
 */
final class BayNews {
  private static final Logger LOG = LoggerFactory.getLogger(BayNews.class);

  /** Events that may wait: more than a station's bays end sessions in a day. */
  static final int MOST = 500;

  /** Events written down at a time. */
  static final int AT_ONCE = 20;

  /** How long what was refused waits for the next attempt, ms. */
  static final long AGAIN = 10_000;

  private final Function<List<StationEvent>, Future<Void>> paper;
  private final ArrayDeque<StationEvent> waiting = new ArrayDeque<>();
  private boolean writing;
  private boolean refused;
  private long nextAttempt = Long.MIN_VALUE;
  private long lost;

  /**
   * @param paper writes events down; fails when the disk does not take them
   */
  BayNews(Function<List<StationEvent>, Future<Void>> paper) {
    this.paper = paper;
  }

  /** Something has happened. */
  void tell(StationEvent event, Moment now) {
    waiting.add(event);
    limit();
    if (!refused) {
      write(now);
    }
  }

  private void limit() {
    while (waiting.size() > MOST) {
      waiting.remove();
      if (lost++ == 0) {
        LOG.error("more has happened at the bays than can wait for the disk: the oldest is lost");
      }
    }
  }

  /** To be called several times a second. */
  void tick(Moment now) {
    if (now.steady() >= nextAttempt) {
      write(now);
    }
  }

  private void write(Moment now) {
    if (writing || (waiting.isEmpty() && lost == 0)) {
      return;
    }
    writing = true;
    long told = lost;
    List<StationEvent> some = new ArrayList<>();
    while (some.size() < AT_ONCE && !waiting.isEmpty()) {
      some.add(waiting.remove());
    }
    List<StationEvent> all = new ArrayList<>(some);
    if (told > 0) {
      all.add(0, lost(told, now));
    }
    paper
        .apply(List.copyOf(all))
        .onComplete(
            done -> {
              writing = false;
              if (done.succeeded()) {
                lost -= told;
                refused = false;
                write(now);
              } else {
                refused(done.cause(), some, now);
              }
            });
  }

  private void refused(Throwable why, List<StationEvent> some, Moment now) {
    for (int i = some.size() - 1; i >= 0; i--) {
      waiting.addFirst(some.get(i));
    }
    limit();
    if (!refused) {
      LOG.error("what happened at the bays cannot be written down, and is told again", why);
    }
    refused = true;
    nextAttempt = now.steady() + AGAIN;
  }

  private static StationEvent lost(long count, Moment now) {
    return new StationEvent(
        Ulid.at(now.wall()),
        "journal.refused",
        now.wall(),
        "station",
        null,
        Map.of("events", (double) count));
  }
}
