package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalEndpoint;
import cn.yizhan.edge.journal.Ulid;
import cn.yizhan.edge.mapping.BayDevices;
import cn.yizhan.edge.mapping.LocalMessages;
import cn.yizhan.edge.safety.Action;
import cn.yizhan.edge.safety.Reset;
import cn.yizhan.edge.safety.SafetyGuard;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the safety guard wants: switches first, then writes down, then shows. Confined to the
 * agent's event loop.
 */
final class SafetyDesk {
  private static final Logger LOG = LoggerFactory.getLogger(SafetyDesk.class);

  private final SafetyGuard guard;
  private final BayDevices devices = new BayDevices();
  private final Reporter reporter;
  private final AgentFiles files;
  private final Station station;
  private final LongSupplier clock;
  private @Nullable LocalEndpoint endpoint;
  private long savedRevision;

  SafetyDesk(Reporter reporter, AgentFiles files, Station station, LongSupplier clock) {
    this.reporter = reporter;
    this.files = files;
    this.station = station;
    this.clock = clock;
    this.guard = new SafetyGuard(station.registration(), Ulid::at);
    this.savedRevision = guard.revision();
  }

  /** Takes over the latches of before the restart. */
  void restore() {
    byte[] state = files.value(AgentFiles.Kept.LATCHES);
    if (state == null) {
      return;
    }
    try {
      perform(guard.restore(state, clock.getAsLong()));
    } catch (IOException e) {
      LOG.error("the latches of before the restart cannot be read", e);
    }
  }

  /** Where hardware can be reached from now on. */
  void attach(LocalEndpoint local) {
    endpoint = local;
  }

  /** Judges a reading. */
  void hear(String device, Reading reading) {
    devices.heard(device, reading.point());
    perform(guard.hear(reading, clock.getAsLong()));
  }

  void tick() {
    perform(guard.tick(clock.getAsLong()));
  }

  void revised() {
    guard.revise(station.registration());
  }

  /** Takes a latch off; done when that is durable. */
  Future<Reset> reset(String subject, String by) {
    Reset reset = guard.reset(subject, by, clock.getAsLong());
    return perform(reset.actions()).map(done -> reset);
  }

  /** Shows all that is to be shown. */
  void showAll() {
    guard.shown().forEach(this::show);
  }

  /** An event for each latch. */
  List<StationEvent> latched() {
    return guard.latched(clock.getAsLong());
  }

  private Future<Void> perform(List<Action> actions) {
    if (actions.isEmpty()) {
      return Future.succeededFuture();
    }
    List<StationEvent> events = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.CutOff cut) {
        cutOff(cut.bay());
      } else if (action instanceof Action.Tell tell) {
        events.add(tell.event());
      } else if (action instanceof Action.Show show) {
        show(show);
      } else {
        throw new IllegalStateException("unknown action " + action);
      }
    }
    List<Future<Void>> durable = new ArrayList<>();
    if (guard.revision() != savedRevision) {
      savedRevision = guard.revision();
      durable.add(files.save(AgentFiles.Kept.LATCHES, guard.state()));
    }
    if (!events.isEmpty()) {
      durable.add(reporter.events(events));
    }
    return Future.all(durable)
        .<Void>mapEmpty()
        .onFailure(error -> LOG.error("what safety did could not be written down", error));
  }

  private void cutOff(int bay) {
    LocalEndpoint local = endpoint;
    if (local == null || !local.set(devices.deviceOf(bay), LocalMessages.off(bay))) {
      LOG.warn("bay {} is to be off and no hardware listens", bay);
    }
  }

  private void show(Action.Show show) {
    LocalEndpoint local = endpoint;
    if (local != null) {
      local.show(LocalMessages.display(show.bay(), show.reason()));
    }
  }
}
