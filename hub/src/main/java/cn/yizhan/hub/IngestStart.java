package cn.yizhan.hub;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.config.HostPort;
import cn.yizhan.hub.config.MqttListen;
import cn.yizhan.hub.ingest.Ingest;
import cn.yizhan.hub.ingest.IngestOptions;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgCheckpoints;
import cn.yizhan.hub.storage.PgDownlinkStore;
import cn.yizhan.hub.storage.PgRejectionLog;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.PgStationCodes;
import cn.yizhan.hub.storage.PgStationLedger;
import cn.yizhan.hub.storage.PgStationStore;
import cn.yizhan.hub.storage.PgTrespassLog;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;

/** Brings up the port for stations and what stores their messages. */
final class IngestStart {
  private static final Duration LEDGER_DEADLINE = Duration.ofSeconds(10);
  private static final long STOP = 3_000;

  private final Foundation foundation;
  private final StopStack stops;
  private final PgAlertFacts alerts;
  private final Runnable wakeCourier;

  IngestStart(Foundation foundation, StopStack stops, PgAlertFacts alerts, Runnable wakeCourier) {
    this.foundation = foundation;
    this.stops = stops;
    this.alerts = alerts;
    this.wakeCourier = wakeCourier;
  }

  /** Listens when the future completes. */
  Future<Ingest> run() {
    Ingest ingest =
        new Ingest(
            options(foundation.config().mqtt()),
            stores(foundation.peppers()),
            new PgDownlinkStore(foundation.database().pool()),
            foundation.meters(),
            System::currentTimeMillis);
    return foundation
        .vertx()
        .deployVerticle(ingest)
        .map(
            deployed -> {
              stops.push("ingest", STOP, () -> foundation.vertx().undeploy(deployed));
              return ingest;
            });
  }

  static IngestOptions options(MqttListen listen) {
    IngestOptions plain =
        IngestOptions.plain(listen.at().host(), listen.at().port())
            .withLargestMessage(listen.largestMessage());
    HostPort web = listen.webSocket();
    IngestOptions both = web == null ? plain : plain.withWebSocket(web.host(), web.port());
    IngestOptions reached = listen.proxied() ? both.behindProxy() : both;
    MqttListen.Certificate certificate = listen.certificate();
    return certificate == null ? reached : reached.withTls(certificate.chain(), certificate.key());
  }

  private Ingest.Stores stores(Peppers peppers) {
    Pool pool = foundation.database().pool();
    int hub = foundation.lease().hub();
    PgRuleBook rules = new PgRuleBook(pool);
    return new Ingest.Stores(
        new PgStationStore(pool, hub, stations -> rules.courses(pool, stations)),
        new PgStationCodes(pool),
        foundation.partitions(),
        new PgCheckpoints(pool, hub),
        new PgTrespassLog(pool),
        new PgRejectionLog(pool),
        number ->
            new WakingLedger(
                new PgStationLedger(
                    foundation.vertx(), foundation.database(), hub, alerts::apply, LEDGER_DEADLINE),
                wakeCourier),
        peppers);
  }
}
