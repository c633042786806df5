package cn.yizhan.hub.ingest;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Connections that are not accepted yet, so many at a time. When it is full, the one that has been
 * silent longest makes room, so that nobody shuts the others out by saying nothing; when all have
 * introduced themselves, whoever comes is turned away. Used by the ingest event loop alone.
 */
final class Vestibule {
  private final int most;
  private final IngestMeters meters;
  private final Set<Doorstep> silent = new LinkedHashSet<>();
  private int inside;

  /**
   * An empty one.
   *
   * @param most connections that may be inside
   */
  Vestibule(int most, IngestMeters meters) {
    this.most = most;
    this.meters = meters;
  }

  /** Lets a connection in; false when there is no room for it. */
  boolean enter(Doorstep comer) {
    if (inside >= most) {
      meters.fault(IngestMeters.Fault.CROWDED);
      Iterator<Doorstep> longest = silent.iterator();
      if (!longest.hasNext()) {
        return false;
      }
      Doorstep leaver = longest.next();
      leave(leaver);
      leaver.close();
    }
    inside++;
    silent.add(comer);
    return true;
  }

  /** Notes that a connection has said who it is. */
  void introduced(Doorstep visitor) {
    silent.remove(visitor);
  }

  /** Lets a connection out that was let in: it is accepted, or closed. */
  void leave(Doorstep visitor) {
    if (visitor.goes()) {
      silent.remove(visitor);
      inside--;
    }
  }
}
