package cn.yizhan.hub.ingest;

import cn.yizhan.hub.ingest.DownlinkStore.Posted;
import cn.yizhan.hub.ingest.DownlinkStore.Waiting;
import cn.yizhan.protocol.Kind;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends connected stations the orders and texts that wait for them, each once per connection. Used
 * by the ingest event loop alone.
 */
final class Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  private final Stations stations;
  private final DownlinkStore store;
  private boolean looking;
  private boolean again;

  Dispatch(Stations stations, DownlinkStore store) {
    this.stations = stations;
    this.store = store;
  }

  /** Looks for what waits; while a look is under way, another follows it. */
  void look() {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    again = false;
    store
        .expire()
        .compose(expired -> serve())
        .onFailure(e -> LOG.debug("what waits for stations was not read: {}", e.toString()))
        .onComplete(
            done -> {
              looking = false;
              if (again) {
                look();
              }
            });
  }

  private Future<Void> serve() {
    Map<Integer, Session> ready = ready();
    if (ready.isEmpty()) {
      return Future.succeededFuture();
    }
    return Future.all(store.waiting(ready.keySet()), store.notices())
        .compose(
            found -> {
              List<Waiting> waiting = found.resultAt(0);
              List<Posted> posted = found.resultAt(1);
              forget(ready, waiting, posted);
              ready.values().forEach(session -> tell(session, posted));
              return order(ready, waiting);
            });
  }

  /** Sessions whose station has said who it is, and so listens. */
  private Map<Integer, Session> ready() {
    Map<Integer, Session> ready = new HashMap<>();
    for (Session session : stations.all()) {
      if (session.fold().birth() != null && !session.isClosed()) {
        ready.put(session.station(), session);
      }
    }
    return ready;
  }

  /** Lets go of the names of what is over, so that a session that lasts stays small. */
  private static void forget(
      Map<Integer, Session> ready, List<Waiting> waiting, List<Posted> posted) {
    Set<String> current = new HashSet<>();
    waiting.forEach(order -> current.add(key(order)));
    posted.forEach(text -> current.add(key(text)));
    ready.values().forEach(session -> session.told.retainAll(current));
  }

  private void tell(Session session, List<Posted> posted) {
    for (Posted text : posted) {
      if (concerns(text, session) && session.told.add(key(text))) {
        stations.send(session, Kind.NOTICE, text.notice());
      }
    }
  }

  private static boolean concerns(Posted text, Session session) {
    Integer station = text.station();
    if (station != null) {
      return station == session.station();
    }
    Integer office = text.office();
    return office == null || office == session.fold().registration().desired().office();
  }

  private Future<Void> order(Map<Integer, Session> ready, List<Waiting> waiting) {
    List<Waiting> next = new ArrayList<>();
    for (Waiting order : waiting) {
      Session session = ready.get(order.station());
      if (session != null && !session.told.contains(key(order))) {
        next.add(order);
      }
    }
    if (next.isEmpty()) {
      return Future.succeededFuture();
    }
    return store
        .sending(next)
        .map(
            open -> {
              for (Waiting order : open) {
                Session session = ready.get(order.station());
                if (session != null && !session.isClosed() && session.told.add(key(order))) {
                  stations.send(session, Kind.COMMAND, order.command());
                }
              }
              return null;
            });
  }

  private static String key(Waiting order) {
    return "command/" + order.command().id();
  }

  private static String key(Posted text) {
    return (text.withdrawn() ? "withdrawn/" : "notice/") + text.notice().id();
  }
}
