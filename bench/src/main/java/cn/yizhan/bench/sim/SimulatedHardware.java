package cn.yizhan.bench.sim;

import cn.yizhan.edge.wiring.Wiring;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hardware of a station: its devices publish the values of a {@link StationModel} to the
 * agent's local endpoint, each in its vendor's way, and switch relays when told to.
 */
public final class SimulatedHardware {
  private final Vertx vertx;
  private final Play play;
  private final List<Connection> connections = new ArrayList<>();
  private long timer = -1;
  private boolean paused;
  private boolean timeless;

  /**
   * What is played.
   *
   * @param model the station
   * @param wiring its devices; what they do not measure is said in SenML
   * @param periodMs time between two reports, milliseconds
   * @param speed how many times as fast batteries charge and people come and go, 1 to 60
   */
  public record Play(StationModel model, Wiring wiring, long periodMs, double speed) {
    /** A station with SenML hardware only, in true time. */
    public static Play senMl(StationModel model, long periodMs) {
      return new Play(model, Wiring.NONE, periodMs, 1);
    }
  }

  /**
   * Hardware that is not yet connected.
   *
   * @param vertx where it runs
   * @param agent the agent's local endpoint
   * @param play what it plays
   */
  public SimulatedHardware(Vertx vertx, AgentAddress agent, Play play) {
    this.vertx = vertx;
    this.play = play;
    List<Voice> voices =
        play.wiring().devices().isEmpty() ? Voices.senMl() : Voices.of(play.wiring());
    Map<String, List<Voice>> clients = new LinkedHashMap<>();
    voices.forEach(v -> clients.computeIfAbsent(v.client(), id -> new ArrayList<>()).add(v));
    clients
        .values()
        .forEach(some -> connections.add(new Connection(vertx, agent, some, speaker())));
  }

  private Connection.Listener speaker() {
    return new Connection.Listener() {
      @Override
      public List<Voice.Mail> connected(Voice voice) {
        return voice.greeting(play.model(), time());
      }

      @Override
      public List<Voice.Mail> told(Voice voice, Voice.Mail order) {
        return voice.told(order, play.model(), time());
      }
    };
  }

  /** Connects and reports until stopped; connects again whenever a connection is lost. */
  public void start() {
    timer = vertx.setPeriodic(play.periodMs(), id -> step());
    connections.forEach(Connection::start);
  }

  /** Falls silent. */
  public Future<Void> stop() {
    vertx.cancelTimer(timer);
    return Future.join(connections.stream().map(Connection::stop).toList()).mapEmpty();
  }

  /**
   * Reports nothing for a while, or again; orders are still followed.
   *
   * @param pause whether to report nothing
   */
  public void pause(boolean pause) {
    paused = pause;
  }

  /** Makes something go wrong at once. */
  public void apply(Fault fault) {
    play.model().apply(fault);
    if (fault == Fault.WRONG_CLOCK) {
      timeless = true;
    }
    step();
  }

  private void step() {
    if (paused) {
      return;
    }
    play.model().step(play.periodMs() / 1000.0, play.speed());
    connections.forEach(c -> c.say(voice -> voice.report(play.model(), time())));
  }

  private DeviceTime time() {
    long now = System.currentTimeMillis();
    return new DeviceTime(timeless ? now % 86_400_000 : now, play.wiring().zone());
  }
}
