package cn.yizhan.hub.ingest;

import cn.yizhan.hub.access.Peppers;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQTT in, one transaction, PUBACK after commit. Everything here runs on one event loop: the port,
 * the sessions, the writers and their connections.
 */
public final class Ingest extends VerticleBase {

  /**
   * Where ingest reads and writes.
   *
   * @param stations what is registered and stored
   * @param codes codes instead of names
   * @param days days for which reports can be stored
   * @param checkpoints latest values and presence
   * @param trespasses what stations tried and may not
   * @param rejections what was refused
   * @param ledgers makes the ledger of the writer of that number
   * @param peppers keys of the secrets' hashes
   */
  public record Stores(
      StationStore stations,
      StationCodes codes,
      ReportDays days,
      Checkpoints checkpoints,
      TrespassLog trespasses,
      RejectionLog rejections,
      IntFunction<StationLedger> ledgers,
      Peppers peppers) {}

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  // the next hub to start says of everybody that he is not connected
  private static final long LAST_WORD = 1_000;

  private final IngestOptions options;
  private final Stores stores;
  private final Premises premises;
  private final DownlinkStore waiting;
  private final Downlink downlink = new Downlink();
  private final List<Writer> writers = new ArrayList<>();
  private MqttListener listener;
  private Connections connections;
  private Upkeep upkeep;

  /**
   * Ingest that does not listen yet; deploy it once.
   *
   * @param waiting what waits to be sent to stations
   * @param clock milliseconds since 1970
   */
  public Ingest(
      IngestOptions options,
      Stores stores,
      DownlinkStore waiting,
      MeterRegistry registry,
      LongSupplier clock) {
    this.waiting = waiting;
    this.options = options;
    this.stores = stores;
    Stations stations = new Stations(clock);
    IngestMeters meters = new IngestMeters(registry);
    meters.watch(stations::unacknowledged, stations::count);
    this.premises =
        new Premises(
            stations,
            new Budget(options.heldBytes()),
            new PresenceBoard(stores.checkpoints()),
            new LatestBoard(stores.checkpoints(), clock),
            new TrespassBoard(stores.trespasses()),
            meters,
            clock);
  }

  @Override
  public Future<?> start() {
    Refolding refolding = new Refolding(stores.stations(), premises.clock());
    Settlement settlement =
        new Settlement(
            premises.stations(), premises.latest(), premises.presence(), premises.meters());
    for (int i = 0; i < options.writers(); i++) {
      Intake intake = new Intake(TimePolicy.STANDARD, stores.codes(), stores.days());
      writers.add(
          new Writer(
              new Retries(vertx),
              stores.ledgers().apply(i),
              intake,
              settlement,
              refolding,
              premises.clock()));
    }
    IntFunction<Writer> writerOf = station -> writers.get(station % writers.size());
    connections = new Connections(premises, writerOf, options);
    Doorman doorman = new Doorman(stores.stations(), stores.peppers(), refolding);
    listener =
        new MqttListener(vertx, options, doorman, connections, premises.meters(), premises.clock());
    Forgetting forgetting = new Forgetting(stores.rejections(), premises.clock());
    Dispatch dispatch = new Dispatch(premises.stations(), waiting);
    premises.stations().onBirth(dispatch::look);
    upkeep = new Upkeep(vertx, premises, stores.stations(), writerOf, forgetting, dispatch);
    downlink.startOn(context, upkeep::look);
    return stores
        .checkpoints()
        .nobodyConnected(premises.now())
        .compose(noted -> completed())
        .compose(complete -> listener.listen())
        .onSuccess(listening -> upkeep.start());
  }

  /** A latest value that stays behind is no reason to keep stations out. */
  private Future<Void> completed() {
    return stores
        .checkpoints()
        .completeLatest()
        .recover(
            e -> {
              LOG.warn("latest values may be old until stations report: {}", e.toString());
              return Future.succeededFuture();
            });
  }

  /** The port in use for MQTT. */
  public int port() {
    return listener.port();
  }

  /** The port in use for MQTT over WebSocket; null when there is none. */
  public @Nullable Integer webSocketPort() {
    return listener.webSocketPort();
  }

  /** The way to connected stations. */
  public Downlink downlink() {
    return downlink;
  }

  /**
   * Takes no more, lets the batches under way come to their end, though not for long, and closes
   * every connection. What was not acknowledged the stations send again.
   */
  @Override
  public Future<?> stop() {
    upkeep.stop();
    // the port last: closing it would cut the connections before their last acknowledgements
    Promise<Void> written = Promise.promise();
    Future.join(writers.stream().map(Writer::stop).toList())
        // the connections are of this context, the end of a writer may be told on another
        .onComplete(done -> context.runOnContext(v -> written.complete()));
    return written
        .future()
        .eventually(
            () -> {
              premises.stations().all().forEach(connections::shutDown);
              return listener.close();
            })
        .eventually(
            () ->
                Future.join(premises.presence().write(), premises.latest().writeAll())
                    .timeout(LAST_WORD, TimeUnit.MILLISECONDS));
  }
}
