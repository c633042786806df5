package cn.yizhan.hub;

import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.config.HostPort;
import cn.yizhan.hub.config.HubConfig;
import cn.yizhan.hub.health.AlertMeters;
import cn.yizhan.hub.ingest.Ingest;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.PgAlertBook;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgEvidence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running hub: the wiring of its parts, started in order and stopped in the reverse order. */
public final class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final long SHORT = 1_000;
  private static final String DISTRICT = "PC";

  private final StopStack stops;
  private final Foundation foundation;
  private final int httpPort;
  private final Ingest ingest;

  private Hub(StopStack stops, Foundation foundation, int httpPort, Ingest ingest) {
    this.stops = stops;
    this.foundation = foundation;
    this.httpPort = httpPort;
    this.ingest = ingest;
  }

  /**
   * Starts a hub; it listens when the future completes. What was started is stopped again when a
   * later part fails.
   *
   * @param vertx runs it; stays open when the hub stops
   * @param config what the hub is told
   */
  public static Future<Hub> start(Vertx vertx, HubConfig config) {
    StopStack stops = new StopStack();
    return new FoundationStart(vertx, config, stops)
        .run()
        .compose(foundation -> startParts(foundation, stops))
        .recover(e -> stops.unwind().compose(stopped -> Future.failedFuture(e)));
  }

  // the walk of a message: stations arrive at ingest, people and programs at http
  private static Future<Hub> startParts(Foundation foundation, StopStack stops) {
    Delivery delivery = Delivery.start(foundation, stops);
    AlertMeters meters = new AlertMeters(foundation.meters());
    HubConfig config = foundation.config();
    AlertWriter writer =
        AlertWriter.standard(new Style(DISTRICT, config.zone(), config.publicUrl()));
    PgAlertFacts facts = new PgAlertFacts(writer, System::currentTimeMillis, meters::changed);
    PgAlertBook alerts =
        new PgAlertBook(
            foundation.database().pool(), writer, System::currentTimeMillis, meters::changed);
    PgEvidence evidence =
        new PgEvidence(
            foundation.database().pool(), writer, System::currentTimeMillis, meters::changed);
    return new IngestStart(foundation, stops, facts, delivery.courier()::wake)
        .run()
        .compose(
            ingest -> {
              WatchStart.start(foundation, stops, facts, meters, ingest.downlink()::wake);
              DeadlineStart.start(foundation, stops, writer, facts, meters);
              ProbeStart.start(foundation, stops, writer, delivery);
              return new WebStart(foundation, stops)
                  .run(
                      delivery.endpoints(),
                      new WebParts.Work(alerts, evidence, ingest.downlink()::wake))
                  .map(httpPort -> new Hub(stops, foundation, httpPort, ingest));
            })
        .compose(Hub::announce);
  }

  private static Future<Hub> announce(Hub hub) {
    HubConfig config = hub.foundation.config();
    return hub.foundation
        .vertx()
        .executeBlocking(
            () -> {
              hub.readyLine().write(config.data());
              hub.stops.push("ready file", SHORT, hub::removeReadyFile);
              hub.foundation.health().started();
              hub.stops.push("readiness", SHORT, hub::noLongerReady);
              LOG.info("ready: {}", hub.readyLine());
              return hub;
            });
  }

  /** The port that people and programs connect to. */
  public int httpPort() {
    return httpPort;
  }

  /** The port that stations connect to. */
  public int mqttPort() {
    return ingest.port();
  }

  /** What is printed when the hub is ready. */
  public ReadyLine readyLine() {
    HubConfig config = foundation.config();
    HostPort web = config.mqtt().webSocket();
    Integer webPort = ingest.webSocketPort();
    return ReadyLine.of(
        config.http().at(httpPort),
        config.mqtt().at().at(ingest.port()),
        web == null || webPort == null ? null : web.at(webPort));
  }

  /** Stops everything, its own PostgreSQL last; never fails. */
  public Future<Void> stop() {
    return stops.unwind();
  }

  private Future<Void> noLongerReady() {
    foundation.health().stopping();
    return Future.succeededFuture();
  }

  private Future<Void> removeReadyFile() {
    try {
      ReadyLine.remove(foundation.config().data());
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }
}
