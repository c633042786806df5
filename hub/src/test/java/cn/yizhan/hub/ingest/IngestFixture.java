package cn.yizhan.hub.ingest;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.alerts.Style;
import cn.yizhan.hub.health.AlertMeters;
import cn.yizhan.hub.storage.AlertWriter;
import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.storage.HubLease;
import cn.yizhan.hub.storage.Partitions;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgCheckpoints;
import cn.yizhan.hub.storage.PgDownlinkStore;
import cn.yizhan.hub.storage.PgRejectionLog;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.PgStationCodes;
import cn.yizhan.hub.storage.PgStationLedger;
import cn.yizhan.hub.storage.PgStationStore;
import cn.yizhan.hub.storage.PgTrespassLog;
import cn.yizhan.hub.testing.Await;
import cn.yizhan.hub.testing.TestDatabase;
import cn.yizhan.hub.testing.TestStations;
import cn.yizhan.hub.testing.WireClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Ingest over a test's database, with stations to speak to it. */
final class IngestFixture implements AutoCloseable {
  private static final Duration LEDGER_DEADLINE = Duration.ofSeconds(3);

  private final TestDatabase database;
  private final Peppers peppers;
  private final TestStations stations;
  private final Ingest ingest;
  private final String deployment;
  private final HubLease lease;
  private boolean stopped;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private IngestFixture(
      TestDatabase database,
      Database hub,
      Peppers peppers,
      IngestOptions options,
      LongSupplier clock) {
    this.database = database;
    this.peppers = peppers;
    this.stations = new TestStations(database, peppers);
    Partitions partitions = new Partitions(database.vertx(), hub.pool(), Clock.systemUTC());
    this.lease =
        Await.result(HubLease.take(database.vertx(), hub.pool(), "test", System::nanoTime));
    PgAlertFacts alerts =
        new PgAlertFacts(
            AlertWriter.standard(new Style("PC", ZoneId.of("Asia/Shanghai"), null)),
            System::currentTimeMillis,
            new AlertMeters(meters)::changed);
    Ingest.Stores stores =
        new Ingest.Stores(
            new PgStationStore(
                hub.pool(),
                lease.hub(),
                ids -> new PgRuleBook(hub.pool()).courses(hub.pool(), ids)),
            new PgStationCodes(hub.pool()),
            partitions,
            new PgCheckpoints(hub.pool(), lease.hub()),
            new PgTrespassLog(hub.pool()),
            new PgRejectionLog(hub.pool()),
            number ->
                new PgStationLedger(
                    database.vertx(), hub, lease.hub(), alerts::apply, LEDGER_DEADLINE),
            peppers);
    this.ingest = new Ingest(options, stores, new PgDownlinkStore(hub.pool()), meters, clock);
    this.deployment = Await.result(database.vertx().deployVerticle(ingest));
  }

  /** Ingest as the hub runs it, with a shorter deadline of its ledgers. */
  static IngestFixture start(TestDatabase database) {
    return start(database, database.database(), options -> options);
  }

  /** Ingest over another way to the same database, with other options. */
  static IngestFixture start(
      TestDatabase database, Database way, UnaryOperator<IngestOptions> change) {
    return new IngestFixture(
        database,
        way,
        peppers(),
        change.apply(IngestOptions.plain("127.0.0.1", 0)),
        System::currentTimeMillis);
  }

  /** Ingest by another clock. */
  static IngestFixture start(TestDatabase database, LongSupplier clock) {
    return new IngestFixture(
        database, database.database(), peppers(), IngestOptions.plain("127.0.0.1", 0), clock);
  }

  /** Another hub over the same database, with the same keys. */
  static IngestFixture startAgain(IngestFixture before) {
    return startAgain(before, System::currentTimeMillis);
  }

  /** Another hub over the same database, with the same keys, by another clock. */
  static IngestFixture startAgain(IngestFixture before, LongSupplier clock) {
    return new IngestFixture(
        before.database,
        before.database.database(),
        before.peppers,
        IngestOptions.plain("127.0.0.1", 0),
        clock);
  }

  private static Peppers peppers() {
    try {
      Path folder = Files.createTempDirectory("peppers");
      Path file = folder.resolve("pepper");
      Peppers peppers = Peppers.open(file);
      Files.delete(file);
      Files.delete(folder);
      return peppers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int webSocketPort() {
    return java.util.Objects.requireNonNull(ingest.webSocketPort());
  }

  int port() {
    return ingest.port();
  }

  TestDatabase database() {
    return database;
  }

  TestStations stations() {
    return stations;
  }

  Ingest ingest() {
    return ingest;
  }

  SimpleMeterRegistry meters() {
    return meters;
  }

  /** A connection of a station, MQTT 3.1.1. */
  WireClient connect(TestStations.Registered station) {
    return WireClient.accepted(port(), MqttVersion.MQTT_3_1_1, station);
  }

  /** A connection of a station, MQTT 5. */
  WireClient connectFive(TestStations.Registered station) {
    return WireClient.accepted(port(), MqttVersion.MQTT_5, station);
  }

  /** A report of one temperature, read and sent now. */
  static String report(String epoch, long seq, double celsius) {
    double now = System.currentTimeMillis() / 1000.0;
    return report(epoch, seq, now, now, celsius);
  }

  /** A report of one temperature of bay 1. */
  static String report(String epoch, long seq, double sent, double at, double celsius) {
    return String.format(
        java.util.Locale.ROOT,
        "{\"epoch\":\"%s\",\"seq\":%d,\"sent\":%.3f,\"pack\":[{\"n\":\"bay/1/temperature\","
            + "\"t\":%.3f,\"u\":\"Cel\",\"v\":%.1f}]}",
        epoch,
        seq,
        sent,
        at,
        celsius);
  }

  /** What an agent says of itself when it connects. */
  static String birth(String session) {
    return "{\"session\":\""
        + session
        + "\",\"agent\":\"test 1\",\"sent\":"
        + System.currentTimeMillis() / 1000.0
        + ",\"lanes\":{\"data\":{\"epoch\":\"E1\",\"next\":5},\"event\":{\"epoch\":\"E1\",\"next\":1}},"
        + "\"devices\":[],\"points\":[],\"configVersion\":0,"
        + "\"journal\":{\"bytes\":0,\"capacity\":1000}}";
  }

  /** How often connections were refused or closed for that fault. */
  double faults(IngestMeters.Fault fault) {
    return meters.counter("yizhan.connection.faults", "fault", fault.word()).count();
  }

  /** Samples stored of a station. */
  long samples(TestStations.Registered station) {
    return database.number(
        "select count(*) from sample where station = $1", station.code().value());
  }

  /** Stops ingest, not what it stands on. */
  void stop() {
    if (!stopped) {
      stopped = true;
      Await.result(database.vertx().undeploy(deployment));
    }
  }

  @Override
  public void close() {
    stop();
    Await.result(lease.release());
  }
}
