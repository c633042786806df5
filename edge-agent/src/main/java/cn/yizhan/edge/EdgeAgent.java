package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalEndpoint;
import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.Boots;
import cn.yizhan.edge.status.PuzzleList;
import cn.yizhan.edge.status.RecentTrouble;
import cn.yizhan.edge.uplink.LinkFigures;
import cn.yizhan.edge.uplink.TrueTime;
import cn.yizhan.edge.uplink.Uplink;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One station's agent: journal, safety, endpoint for hardware, uplink. Many may share a Vert.x
 * instance and journal threads; each has an event loop context of its own.
 */
public final class EdgeAgent {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeAgent.class);
  private static final long SAFETY_TICK = 200;
  private static final long SELF_REPORT = 60_000;

  private final AgentConfig config;
  private final StopSteps stopping = new StopSteps();
  private @Nullable LocalEndpoint endpoint;
  private @Nullable Uplink uplink;
  private @Nullable AsyncJournal journal;
  private @Nullable Vertx vertx;
  private String deployment = "";
  private Future<Void> stopped = Future.succeededFuture();

  private EdgeAgent(AgentConfig config) {
    this.config = config;
  }

  /**
   * Starts an agent.
   *
   * @param vertx the runtime, may be shared
   * @param config all it needs
   * @return the agent once hardware can connect; the hub need not be reachable
   */
  public static Future<EdgeAgent> start(Vertx vertx, AgentConfig config) {
    EdgeAgent agent = new EdgeAgent(config);
    Deployable running =
        new Deployable() {
          @Override
          public Future<?> deploy(Context context) {
            return agent.begin(context);
          }

          @Override
          public Future<?> undeploy(Context context) {
            return agent.stopping.unwind(context);
          }
        };
    return vertx
        .deployVerticle(running)
        .map(
            id -> {
              agent.deployment = id;
              agent.vertx = vertx;
              return agent;
            });
  }

  /** The port hardware connects to. */
  public int localPort() {
    LocalEndpoint open = endpoint;
    if (open == null) {
      throw new IllegalStateException("not started");
    }
    return open.port();
  }

  /** True while the hub takes its reports. */
  public boolean connected() {
    return uplink != null && uplink.connected();
  }

  /** What its connection to the hub has carried; null until it has tried to connect. */
  public @Nullable LinkFigures link() {
    return uplink == null ? null : uplink.figures();
  }

  /** Where its journal stands. */
  public Future<AsyncJournal.Position> position() {
    AsyncJournal open = journal;
    return open == null
        ? Future.failedFuture("not started")
        : Future.fromCompletionStage(open.position());
  }

  /** Stops, once: makes durable what was heard, says goodbye to the hub, closes everything. */
  public Future<Void> stop() {
    Vertx running = vertx;
    vertx = null;
    if (running != null) {
      stopped = running.undeploy(deployment);
    }
    return stopped;
  }

  private Future<?> begin(Context context) {
    AgentDisk disk = AgentDisk.begin(config, context);
    journal = disk.journal();
    stopping.push(() -> disk.close(context));
    return disk.awaited(context)
        .compose(awaited -> wire(context, disk))
        .recover(error -> stopping.unwind(context).transform(done -> Future.failedFuture(error)));
  }

  private Future<?> wire(Context context, AgentDisk disk) {
    AgentFiles files = disk.files();
    boolean read = files.loaded().isComplete();
    Station station =
        new Station(config.enrolment(), config.wiring(), config.local().offWhenFree());
    StationClock clock = new StationClock(config.clock());
    TimeKeeper time = new TimeKeeper(clock, files);
    restore(station, files);
    time.restore(read);
    Reporter reports = new Reporter(disk.journal(), context, station, clock);
    Desks desks =
        new Desks(
            new Desks.Parts(
                station,
                config.wiring(),
                Families.of(config.wiring()),
                reports,
                files,
                clock,
                config.enrolment().account().station().value(),
                HubFacing.version()),
            time::now);
    Intake heard = desks.intake;
    HubFacing facing =
        new HubFacing(
            new HubFacing.Parts(
                station,
                desks,
                heard.sampler(),
                reports,
                files,
                config.limits().capacity(),
                clock));
    stopping.push(reports::flush);
    desks.read(context, config, stopping::push);
    return LocalEndpoint.start(context.owner(), config.local().address(), heard)
        .onSuccess(
            local -> {
              endpoint = local;
              stopping.push(local::stop);
              facing.attach(local);
              desks.begin(local);
              every(context, SAFETY_TICK, desks::tick);
              every(context, Boots.NOTED_EVERY, time::tick);
              heard.onNewDevice(id -> keepDevices(files, station));
              heard.onUndeclared(id -> declareAnew());
              heard.onDisplay(facing::showAll);
              reportSelf(context, clock, heard);
              files
                  .loaded()
                  .onSuccess(
                      loaded -> {
                        if (!read) {
                          restore(station, files);
                          desks.revised();
                          time.restore(read);
                        }
                        desks.restore();
                        files.release();
                      });
              disk.readable(context)
                  .onSuccess(
                      held -> {
                        boolean written = disk.journal().open();
                        connect(context, time, reports, facing);
                        if (!written) {
                          // what waits for the disk is told by a session of its own
                          disk.ready(context).onSuccess(open -> declareAnew());
                        }
                      });
              onSite(context, station, desks, clock);
            });
  }

  private void onSite(Context context, Station station, Desks desks, StationClock clock) {
    PuzzleList puzzles = new PuzzleList();
    desks.intake.onPuzzle(puzzles::add);
    RecentTrouble trouble = RecentTrouble.listen();
    stopping.push(
        () -> {
          trouble.remove();
          return Future.succeededFuture();
        });
    StatusSource source =
        new StatusSource(
            new StatusSource.Parts(
                station,
                desks,
                clock,
                puzzles,
                trouble,
                config.enrolment().account().station().value(),
                config.limits().capacity()));
    OnSite open =
        OnSite.open(
            context,
            config,
            desks,
            () ->
                Future.fromCompletionStage(Objects.requireNonNull(journal).position(), context)
                    .map(at -> source.status(connected(), link(), at)));
    stopping.push(open::close);
  }

  /** Takes over what was known of the station before the restart, as far as it has been read. */
  private static void restore(Station station, AgentFiles files) {
    byte[] known = files.value(AgentFiles.Kept.DEVICES);
    if (known != null && known.length > 0) {
      station.restore(List.of(new String(known, StandardCharsets.UTF_8).split("\n")));
    }
    HubFacing.restore(files, station);
  }

  private void connect(Context context, TrueTime time, Reporter reports, HubFacing facing) {
    Uplink up =
        Uplink.start(
            new Uplink.Parts(
                config.enrolment().account(),
                Objects.requireNonNull(journal),
                facing,
                time,
                config.timing(),
                config.acknowledgements()),
            context);
    uplink = up;
    reports.onAppended(up::appended);
    stopping.push(up::stop);
  }

  private static void keepDevices(AgentFiles files, Station station) {
    String ids = String.join("\n", station.devices());
    files
        .save(AgentFiles.Kept.DEVICES, ids.getBytes(StandardCharsets.UTF_8))
        .onFailure(error -> LOG.error("the known hardware cannot be kept", error));
  }

  private void declareAnew() {
    Uplink up = uplink;
    if (up != null) {
      up.renew();
    }
  }

  private void reportSelf(Context context, StationClock clock, Intake own) {
    long began = clock.now().steady();
    every(
        context,
        SELF_REPORT,
        () ->
            position()
                .onSuccess(
                    at -> {
                      long up = clock.now().steady() - began;
                      own.own("agent/journal-bytes", (double) at.bytes());
                      own.own("agent/uptime", up / 1000.0);
                    }));
  }

  private void every(Context context, long ms, Runnable what) {
    long timer = context.owner().setPeriodic(ms, id -> what.run());
    stopping.push(
        () -> {
          context.owner().cancelTimer(timer);
          return Future.succeededFuture();
        });
  }
}
