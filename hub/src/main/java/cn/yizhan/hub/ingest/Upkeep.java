package cn.yizhan.hub.ingest;

import cn.yizhan.hub.ingest.StationStore.Standing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for connected stations as time passes: holds are completed, latest values written,
 * silent connections closed, disabled stations disconnected, changed configurations, orders and
 * texts sent, old rejections forgotten.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long TICK = 1_000;
  private static final long FORGET = 60_000;
  private static final long SILENCE = 180_000;

  /** Milliseconds between two looks at what has changed; a disabled station leaves by then. */
  static final long LOOK = 2_000;

  private final Vertx vertx;
  private final Premises premises;
  private final StationStore store;
  private final IntFunction<Writer> writers;
  private final Forgetting forgetting;
  private final Dispatch dispatch;
  private final List<Long> timers = new ArrayList<>();
  private boolean looking;

  Upkeep(
      Vertx vertx,
      Premises premises,
      StationStore store,
      IntFunction<Writer> writers,
      Forgetting forgetting,
      Dispatch dispatch) {
    this.vertx = vertx;
    this.premises = premises;
    this.store = store;
    this.writers = writers;
    this.forgetting = forgetting;
    this.dispatch = dispatch;
  }

  void start() {
    timers.add(vertx.setPeriodic(TICK, id -> tick()));
    timers.add(vertx.setPeriodic(LOOK, id -> look()));
    timers.add(vertx.setPeriodic(0, FORGET, id -> forgetting.run()));
  }

  void stop() {
    timers.forEach(vertx::cancelTimer);
    timers.clear();
  }

  private void tick() {
    long now = premises.now();
    for (Session session : premises.stations().all()) {
      if (now - session.heard() > SILENCE) {
        premises.meters().fault(IngestMeters.Fault.SILENT);
        session
            .peer()
            .disconnect(MqttDisconnectReasonCode.KEEP_ALIVE_TIMEOUT, "nothing heard for 180 s");
        continue;
      }
      if (!session.inRound) {
        premises.latest().due(session);
      }
      session.tickDue = true;
      writers.apply(session.station()).offer(session);
    }
    for (Session session : premises.stations().lingering()) {
      if (now > session.lingersUntil) {
        premises.stations().forget(session.code());
      } else {
        session.tickDue = true;
        writers.apply(session.station()).offer(session);
      }
    }
    premises.latest().write();
    premises.presence().write();
  }

  /** Looks at what has changed, and for what waits to be sent. */
  void look() {
    dispatch.look();
    if (looking || premises.stations().count() == 0) {
      return;
    }
    looking = true;
    store
        .standings(premises.stations().ids())
        .compose(this::act)
        .onFailure(e -> LOG.debug("standings not read: {}", e.toString()))
        .onComplete(done -> looking = false);
  }

  private Future<Void> act(List<Standing> standings) {
    Map<Integer, Standing> byStation = new HashMap<>();
    standings.forEach(standing -> byStation.put(standing.station(), standing));
    List<Session> changed = new ArrayList<>();
    for (Session session : premises.stations().all()) {
      Standing standing = byStation.get(session.station());
      if (standing == null) {
        continue;
      }
      if (standing.disabled()) {
        premises.meters().fault(IngestMeters.Fault.DISABLED);
        session
            .peer()
            .disconnect(MqttDisconnectReasonCode.ADMINISTRATIVE_ACTION, "the station is disabled");
      } else if (standing.version() != session.fold().registration().version()
          || standing.stock() != session.fold().registration().stock()) {
        changed.add(session);
      }
    }
    if (changed.isEmpty()) {
      return Future.succeededFuture();
    }
    return store
        .registrations(changed.stream().map(Session::station).toList())
        .map(
            registrations -> {
              for (Session session : changed) {
                StationStore.Registration registration = registrations.get(session.station());
                if (registration != null && !session.isClosed()) {
                  long before = session.fold().registration().version();
                  session.fold().registered(registration);
                  if (registration.version() != before && session.fold().birth() != null) {
                    premises.stations().sendConfig(session);
                  }
                }
              }
              return null;
            });
  }
}
