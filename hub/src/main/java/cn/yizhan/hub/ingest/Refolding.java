package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.message.Birth;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes folds of stations out of what is stored. */
final class Refolding {
  private static final Logger LOG = LoggerFactory.getLogger(Refolding.class);

  private final StationStore store;
  private final LongSupplier clock;

  Refolding(StationStore store, LongSupplier clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Folds of stations just taken over. One whose fold cannot be made is left out and said so: what
   * is wrong with one station's history keeps no other one out.
   */
  Future<Map<Integer, StationFold>> folds(Map<Integer, StationStore.Opened> opened) {
    Map<Integer, StationFold> folds = new HashMap<>();
    Future<Void> done = Future.succeededFuture();
    for (Map.Entry<Integer, StationStore.Opened> each : opened.entrySet()) {
      int station = each.getKey();
      done =
          done.compose(before -> fold(station, each.getValue()))
              .onSuccess(fold -> folds.put(station, fold))
              .onFailure(e -> LOG.error("the twin of {} cannot be made: {}", station, e.toString()))
              .transform(made -> Future.succeededFuture());
    }
    return done.map(made -> folds);
  }

  private Future<StationFold> fold(int station, StationStore.Opened opened) {
    StationFold fold = StationFold.open(opened, clock.getAsLong());
    if (fold != null) {
      return Future.succeededFuture(fold);
    }
    if (opened.twin() != null) {
      LOG.info("the twin of {} is made from its whole history", station);
    }
    long now = clock.getAsLong();
    StationFold anew = StationFold.anew(opened);
    return store
        .history(station, now, past -> anew.takeUp(past, now))
        .map(
            open -> {
              anew.takeUp(open);
              return anew;
            });
  }

  /**
   * Gives a session a fold made anew.
   *
   * @return false when the session does not hold the station any more
   */
  Future<Boolean> refold(Session session) {
    if (session.isClosed()) {
      return Future.succeededFuture(false);
    }
    int station = session.station();
    return store
        .reopen(station, session.fold().generation())
        .compose(
            opened ->
                opened.isEmpty()
                    ? Future.succeededFuture(Optional.<StationFold>empty())
                    : fold(station, opened.get()).map(Optional::of))
        .map(
            fold -> {
              fold.ifPresent(anew -> replace(session, anew));
              return fold.isPresent();
            });
  }

  private static void replace(Session session, StationFold anew) {
    Birth birth = session.fold().birth();
    if (birth != null) {
      anew.born(birth);
      birth.lanes().forEach((lane, next) -> anew.cursor(lane).announce(next.epoch()));
      anew.twin().declared(birth.lanes());
    }
    session.fold(anew);
  }
}
