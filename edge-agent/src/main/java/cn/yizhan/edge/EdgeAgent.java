package cn.yizhan.edge;

import cn.yizhan.edge.hardware.LocalEndpoint;
import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.Damage;
import cn.yizhan.edge.uplink.Stamp;
import cn.yizhan.edge.uplink.Uplink;
import cn.yizhan.protocol.message.Lost;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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
  private final Deque<Supplier<Future<?>>> stopping = new ArrayDeque<>();
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
            return agent.unwind();
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
    return Future.fromCompletionStage(
            AsyncJournal.open(
                config.threads(),
                config.data(),
                config.limits(),
                config.clock(),
                EdgeAgent::lossBody),
            context)
        .compose(
            opened -> {
              journal = opened;
              stopping.push(() -> Future.fromCompletionStage(opened.close(), context));
              report(opened);
              return AgentFiles.open(opened, context, config.data());
            })
        .compose(files -> wire(context, files))
        .recover(error -> unwind().transform(done -> Future.failedFuture(error)));
  }

  private static byte[] lossBody(Lost lost) {
    return Stamp.loss(lost);
  }

  private void report(AsyncJournal opened) {
    for (Damage damage : opened.recovery().damages()) {
      LOG.warn("{}: journal: {}", config.enrolment().account().station(), damage.text());
    }
    for (Lost lost : opened.recovery().lost()) {
      LOG.error("{}: lost: {}", config.enrolment().account().station(), lost);
    }
  }

  private Future<?> wire(Context context, AgentFiles files) {
    stopping.push(files::close);
    for (Damage damage : files.damages()) {
      LOG.warn("{}: {}", config.enrolment().account().station(), damage.text());
    }
    AsyncJournal opened = Objects.requireNonNull(journal);
    Station station =
        new Station(config.enrolment(), config.wiring(), config.local().offWhenFree());
    byte[] known = files.value(AgentFiles.Kept.DEVICES);
    if (known != null && known.length > 0) {
      station.restore(List.of(new String(known, StandardCharsets.UTF_8).split("\n")));
    }
    HubFacing.restore(files, station);
    Reporter reports = new Reporter(opened, context, station, config.clock());
    StationClock clock = new StationClock(config.clock());
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
                HubFacing.version()));
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
    return LocalEndpoint.start(context.owner(), config.local().address(), heard)
        .onSuccess(
            local -> {
              endpoint = local;
              stopping.push(local::stop);
              facing.attach(local);
              desks.begin(local);
              long ticking = context.owner().setPeriodic(SAFETY_TICK, id -> desks.tick());
              stopping.push(() -> cancel(context, ticking));
              connect(context, opened, reports, facing);
              heard.onNewDevice(id -> keepDevices(files, station));
              heard.onUndeclared(id -> declareAnew());
              heard.onDisplay(facing::showAll);
              reportSelf(context, clock, heard);
            });
  }

  private void connect(Context context, AsyncJournal opened, Reporter reports, HubFacing facing) {
    Uplink up =
        Uplink.start(
            new Uplink.Parts(
                config.enrolment().account(),
                opened,
                facing,
                config.clock(),
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
    long reporting =
        context
            .owner()
            .setPeriodic(
                SELF_REPORT,
                id ->
                    position()
                        .onSuccess(
                            at -> {
                              long up = clock.now().steady() - began;
                              own.own("agent/journal-bytes", (double) at.bytes());
                              own.own("agent/uptime", up / 1000.0);
                            }));
    stopping.push(() -> cancel(context, reporting));
  }

  private static Future<?> cancel(Context context, long timer) {
    context.owner().cancelTimer(timer);
    return Future.succeededFuture();
  }

  /** Undoes the steps of the start, the last one first, whatever becomes of each. */
  private Future<?> unwind() {
    Supplier<Future<?>> next = stopping.poll();
    return next == null
        ? Future.succeededFuture()
        : next.get()
            .onFailure(error -> LOG.warn("while stopping: {}", error.toString()))
            .transform(done -> unwind());
  }
}
