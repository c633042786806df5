package cn.yizhan.edge;

import cn.yizhan.edge.acceptance.Acceptance;
import cn.yizhan.edge.acceptance.AcceptanceSheet;
import cn.yizhan.edge.journal.Ulid;
import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.wiring.Place;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.message.StationEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The test of a station on site while the agent runs. The hub is told of its beginning and end, and
 * each safety event says that it is of a test; the sheet is written to the agent's folder. Confined
 * to the agent's event loop.
 */
final class TestMode {
  private static final Logger LOG = LoggerFactory.getLogger(TestMode.class);

  /** Sensors by what they are at; each must be tripped once. */
  private static final Map<Place.Kind, String> SENSORS =
      Map.of(
          Place.Kind.ROOM, "room/smoke",
          Place.Kind.DOOR, "door/open",
          Place.Kind.SOS, "sos",
          Place.Kind.E_STOP, "e-stop",
          Place.Kind.FIRST_AID, "first-aid/open",
          Place.Kind.BOOKS, "books/open");

  /**
   * What it works with.
   *
   * @param station the station
   * @param wiring its hardware
   * @param switches how hardware is reached
   * @param reporter where events go
   * @param files where the sheet goes
   * @param clock its clocks
   * @param code code of the station
   * @param version version of the agent
   */
  record Parts(
      Station station,
      Wiring wiring,
      Switchboard switches,
      Reporter reporter,
      AgentFiles files,
      StationClock clock,
      String code,
      String version) {}

  private final Parts parts;
  private @Nullable Acceptance running;
  private IntPredicate latched = bay -> false;

  TestMode(Parts parts) {
    this.parts = parts;
  }

  /** Who knows which bays are latched: those are not switched on for a test either. */
  void latched(IntPredicate bays) {
    latched = bays;
  }

  /** True while a test goes on. */
  boolean active() {
    return running != null;
  }

  /** True while the test alone decides whether the bay is on. */
  boolean holds(int bay) {
    Acceptance test = running;
    return test != null && test.holds(bay);
  }

  /** Begins a test; fails while another goes on. */
  Future<String> begin(String tester, int minutes, Moment now) {
    if (running != null) {
      return Future.failedFuture("a test goes on already");
    }
    Map<Integer, Integer> deadMan = new TreeMap<>();
    parts.station().keptBays().forEach(bay -> deadMan.put(bay.number(), bay.deadManSeconds()));
    Acceptance test;
    try {
      test = new Acceptance(tester, minutes, deadMan, sensors(), now);
    } catch (IllegalArgumentException e) {
      return Future.failedFuture(e);
    }
    running = test;
    double until = (now.wall() + minutes * 60_000L) / 1000.0;
    LOG.warn("a test by {} begins and ends by itself after {} minutes", tester, minutes);
    return tell("test.started", Map.of("by", tester, "until", until))
        .map("only the tester is told of alerts for " + minutes + " minutes");
  }

  private Set<String> sensors() {
    Set<String> points = new TreeSet<>(Set.of("room/smoke"));
    parts
        .wiring()
        .devices()
        .forEach(
            device ->
                device
                    .channels()
                    .values()
                    .forEach(
                        place -> {
                          String point = SENSORS.get(place.kind());
                          if (point != null) {
                            points.add(point);
                          }
                        }));
    return points;
  }

  /** Tries a bay; what it says of itself is on the sheet. */
  Future<String> tryBay(int bay) {
    Acceptance test = running;
    if (test == null) {
      return Future.failedFuture("no test goes on");
    }
    if (latched.test(bay)) {
      return Future.failedFuture("bay/" + bay + " is latched");
    }
    List<Acceptance.Order> orders = test.tryBay(bay, parts.clock().now());
    follow(orders);
    return orders.isEmpty()
        ? Future.failedFuture("there is no bay/" + bay)
        : Future.succeededFuture("bay/" + bay + " is being tried; plug in a load");
  }

  /** The tester has, or has not, seen the alert. */
  Future<String> alertSeen(boolean seen, String where) {
    Acceptance test = running;
    if (test == null) {
      return Future.failedFuture("no test goes on");
    }
    test.alertSeen(seen, where, parts.clock().now());
    return Future.succeededFuture("noted");
  }

  void hear(Heard heard, Moment now) {
    Acceptance test = running;
    if (test != null) {
      follow(test.hear(heard, now));
    }
  }

  /** Safety holds bays now. */
  void held(Map<Integer, String> bays) {
    Acceptance test = running;
    if (test != null) {
      bays.forEach((bay, rule) -> test.cut(List.of(bay), rule));
    }
  }

  void tick() {
    Acceptance test = running;
    Moment now = parts.clock().now();
    if (test != null) {
      follow(test.tick(now));
      if (test.over(now)) {
        end(test.tester(), "time")
            .onFailure(error -> LOG.error("the sheet could not be written", error));
      }
    }
  }

  private void follow(List<Acceptance.Order> orders) {
    for (Acceptance.Order order : orders) {
      if (order.on() && latched.test(order.bay())) {
        continue;
      }
      if (order.on()) {
        parts.switches().on(order.bay(), order.autoOffSeconds());
      } else {
        parts.switches().off(order.bay());
      }
    }
  }

  /**
   * Ends the test.
   *
   * @return a sentence that names the sheet
   */
  Future<String> end(String by, String reason) {
    Acceptance test = running;
    if (test == null) {
      return Future.failedFuture("no test goes on");
    }
    running = null;
    long now = parts.clock().now().wall();
    AcceptanceSheet.Head head =
        new AcceptanceSheet.Head(
            parts.code(),
            parts.version(),
            parts.station().configVersion(),
            now,
            parts.wiring().zone());
    String name = "acceptance-" + Ulid.at(now) + ".html";
    return tell("test.ended", Map.of("by", by, "reason", reason))
        .compose(
            told -> parts.files().write(name, AcceptanceSheet.html(head, parts.wiring(), test)))
        .map(written -> "the sheet is " + name + " in the agent's folder");
  }

  private Future<Void> tell(String type, Map<String, Object> data) {
    long now = parts.clock().now().wall();
    return parts
        .reporter()
        .events(List.of(new StationEvent(Ulid.at(now), type, now, "station", null, data)));
  }
}
