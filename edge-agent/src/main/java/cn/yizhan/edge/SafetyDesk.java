package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalEndpoint;
import cn.yizhan.edge.journal.Ulid;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.LocalMessages;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.safety.Action;
import cn.yizhan.edge.safety.Reset;
import cn.yizhan.edge.safety.SafetyGuard;
import cn.yizhan.edge.safety.ShownLatch;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the safety guard wants: switches first, then writes down, then shows. Confined to the
 * agent's event loop.
 */
final class SafetyDesk {
  private static final Logger LOG = LoggerFactory.getLogger(SafetyDesk.class);

  /** How long latches that could not be kept wait for the next attempt, ms. */
  private static final long KEEP_AGAIN = 10_000;

  private final SafetyGuard guard;
  private final Switchboard switches;
  private final Reporter reporter;
  private final AgentFiles files;
  private final Station station;
  private final StationClock clock;
  private final Set<Integer> unreachable = new HashSet<>();
  private final Set<String> stuck = new HashSet<>();
  private BaySide bays = BaySide.NONE;
  private BooleanSupplier testing = () -> false;
  private @Nullable LocalEndpoint endpoint;
  private long keptRevision;
  private long keepAgainAt = Long.MIN_VALUE;

  SafetyDesk(
      Reporter reporter,
      AgentFiles files,
      Station station,
      StationClock clock,
      Switchboard switches) {
    this.reporter = reporter;
    this.files = files;
    this.station = station;
    this.clock = clock;
    this.switches = switches;
    this.guard = new SafetyGuard(station.registration(), Ulid::at);
    this.keptRevision = guard.revision();
  }

  /**
   * Takes over the latches of before the restart. When they were kept and cannot be read, nobody
   * knows which bays must stay dead, so all of them do.
   */
  void restore() {
    byte[] state = files.value(AgentFiles.Kept.LATCHES);
    boolean damaged = files.damaged(AgentFiles.Kept.LATCHES);
    if (state == null && !damaged) {
      return;
    }
    try {
      if (state == null) {
        throw new IOException("neither copy is whole");
      }
      perform(guard.restore(state, clock.now()));
      if (damaged) {
        LOG.error("one copy of the latches is damaged: the last change to them may be missing");
      }
    } catch (IOException e) {
      LOG.error("the latches of before cannot be read: all bays are cut and latched", e);
      perform(guard.latchEverything(clock.now()));
    }
  }

  /** Where hardware can be reached from now on. */
  void attach(LocalEndpoint local) {
    endpoint = local;
  }

  /** Who knows whether a test goes on. */
  void testing(BooleanSupplier active) {
    testing = active;
  }

  /** Who keeps the bays from now on. */
  void attach(BaySide keeper) {
    bays = keeper;
  }

  /** Why each latched bay is dead, by the rule that holds it. */
  SortedMap<Integer, String> held() {
    return guard.held();
  }

  /** The bays that are not to be started while a sensor is silent. */
  SortedSet<Integer> unwatched() {
    return guard.unwatched();
  }

  /** The latches, for people. */
  List<ShownLatch> latches() {
    return guard.latches();
  }

  /** Judges a reading. */
  void hear(String device, Heard heard) {
    switches.heard(device, heard.reading().point());
    perform(guard.hear(heard, clock.now()));
  }

  void tick() {
    Moment now = clock.now();
    perform(guard.tick(now));
    if (now.steady() >= keepAgainAt) {
      keep();
    }
  }

  /** A device listens for orders: it gets those that were given while it did not. */
  void joined(String device) {
    switches.joined(device, guard.latchedBays());
  }

  /** Hardware listens to further topics of its vendor's. */
  void listening(Predicate<String> topics) {
    switches.listening(topics, guard.latchedBays());
    if (guard.sirenSounds()) {
      switches.siren(true);
    }
  }

  void revised() {
    guard.revise(station.registration());
  }

  /**
   * Takes latches off; done when that is durable. They go after the hub is sure to be told: were
   * the agent to die in between, a latch would be reset twice rather than silently.
   */
  Future<Reset> reset(String subject, String by) {
    Reset reset = guard.reset(subject, by, clock.now());
    return reset.events().isEmpty()
        ? Future.succeededFuture(reset)
        : reporter
            .events(reset.events())
            .compose(durable -> perform(guard.release(reset, clock.now())))
            .map(durable -> reset);
  }

  /** Shows all that is to be shown. */
  void showAll() {
    guard.shown().forEach(this::show);
  }

  /** An event for each latch. */
  List<StationEvent> latched() {
    return guard.latched(clock.now());
  }

  private Future<Void> perform(List<Action> actions) {
    if (actions.isEmpty()) {
      return Future.succeededFuture();
    }
    List<StationEvent> events = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.CutOff cut) {
        cutOff(cut.bay());
      } else if (action instanceof Action.TripUpstream trip) {
        tripUpstream(trip.subject());
      } else if (action instanceof Action.Stop stop) {
        bays.stop(stop.bay(), stop.rule());
        events.add(stop.event());
      } else if (action instanceof Action.Shed shed) {
        shed(shed, events);
      } else if (action instanceof Action.ShedOver) {
        bays.shedOver();
      } else if (action instanceof Action.Siren siren) {
        siren(siren.on());
      } else if (action instanceof Action.Tell tell) {
        events.add(tell.event());
      } else if (action instanceof Action.Show show) {
        show(show);
      } else {
        throw new IllegalStateException("unknown action " + action);
      }
    }
    Future<Void> kept = keep();
    return events.isEmpty() ? kept : Future.all(kept, tell(events)).mapEmpty();
  }

  /** Tells the hub; the latches count as told when the events are durable. */
  private Future<Void> tell(List<StationEvent> events) {
    return reporter
        .events(testing.getAsBoolean() ? events.stream().map(SafetyDesk::ofTest).toList() : events)
        .onFailure(
            error -> {
              LOG.error("what safety did could not be written down", error);
              events.forEach(event -> guard.unwritten(event, clock.now()));
            })
        .compose(
            durable -> {
              events.forEach(guard::written);
              return keep();
            });
  }

  private static StationEvent ofTest(StationEvent event) {
    Map<String, Object> data = new HashMap<>(event.data());
    data.put("test", true);
    return new StationEvent(
        event.id(), event.type(), event.at(), event.subject(), event.rule(), data);
  }

  private Future<Void> keep() {
    long revision = guard.revision();
    if (revision == keptRevision) {
      return Future.succeededFuture();
    }
    long before = keptRevision;
    keptRevision = revision;
    bays.cut();
    return files
        .save(AgentFiles.Kept.LATCHES, guard.state())
        .onFailure(
            error -> {
              LOG.error("the latches could not be kept", error);
              keptRevision = before;
              keepAgainAt = clock.now().steady() + KEEP_AGAIN;
            });
  }

  private void cutOff(int bay) {
    if (switches.off(bay)) {
      unreachable.remove(bay);
    } else if (unreachable.add(bay)) {
      LOG.warn("bay {} is to be off and no hardware listens", bay);
    }
  }

  private void tripUpstream(String subject) {
    boolean tripped = switches.tripUpstream();
    if (stuck.add(subject)) {
      LOG.error(
          "{}: {}",
          subject,
          tripped
              ? "what feeds the bays is switched off"
              : "nothing that feeds the bays can be switched off");
    }
  }

  private void shed(Action.Shed shed, List<StationEvent> events) {
    int bay = bays.shed(shed.rule());
    Map<String, Object> data = new HashMap<>(shed.data());
    data.put("confirmed", false);
    if (bay > 0) {
      data.put("bay", (double) bay);
    }
    long now = clock.now().wall();
    events.add(new StationEvent(Ulid.at(now), "safety.shed", now, "station", shed.rule(), data));
  }

  private void siren(boolean on) {
    if (!switches.siren(on) && on) {
      LOG.warn("the siren is to sound and none can be reached");
    }
  }

  private void show(Action.Show show) {
    LocalEndpoint local = endpoint;
    if (local != null) {
      local.show(LocalMessages.display(show.bay(), show.reason()));
    }
  }
}
