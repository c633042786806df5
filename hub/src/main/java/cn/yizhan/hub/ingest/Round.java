package cn.yizhan.hub.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages of one batch, by session, in the order in which they are to be acknowledged. */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);

  private final Map<Session, Entry> entries = new LinkedHashMap<>();
  private final Needs needs = new Needs();
  private int samples;
  private int messages;
  private int bytes;

  /** What one session has in a round. */
  static final class Entry {
    private final Session session;
    private final List<Prepared> messages = new ArrayList<>();
    private Batch.@Nullable Part part;
    private Tally tally = new Tally();

    Entry(Session session) {
      this.session = session;
    }

    Session session() {
      return session;
    }

    List<Prepared> messages() {
      return messages;
    }

    /** What is to be stored, null when there is nothing. */
    Batch.@Nullable Part part() {
      return part;
    }

    Tally tally() {
      return tally;
    }

    /**
     * Folds the messages into the station and builds what is to be stored.
     *
     * @return false when the fold failed, which is a fault of ours; the fold is then unusable
     */
    boolean fold(long now) {
      try {
        PartBuilder builder = new PartBuilder(session.fold(), now);
        for (Prepared prepared : messages) {
          builder.add(prepared, session.started());
        }
        if (session.tickDue) {
          session.tickDue = false;
          builder.tick(session.judgedUntil(now), session.heardUntil());
        }
        part = builder.build();
        tally = builder.tally();
        return true;
      } catch (RuntimeException e) {
        LOG.error("messages of {} could not be folded", session.code(), e);
        part = null;
        return false;
      }
    }
  }

  Entry entry(Session session) {
    return entries.computeIfAbsent(session, Entry::new);
  }

  void add(Session session, Prepared prepared) {
    entry(session).messages().add(prepared);
    messages++;
    bytes += prepared.inbound().weight();
    TimePolicy.Placed placed = prepared.placed();
    samples += placed == null ? 1 : Math.max(1, placed.readings().size());
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Needs needs() {
    return needs;
  }

  int samples() {
    return samples;
  }

  int messages() {
    return messages;
  }

  int bytes() {
    return bytes;
  }
}
