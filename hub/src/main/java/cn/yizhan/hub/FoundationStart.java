package cn.yizhan.hub;

import cn.yizhan.hub.access.Peppers;
import cn.yizhan.hub.config.DatabaseChoice;
import cn.yizhan.hub.config.HubConfig;
import cn.yizhan.hub.health.Health;
import cn.yizhan.hub.storage.Database;
import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.HubLease;
import cn.yizhan.hub.storage.Migrations;
import cn.yizhan.hub.storage.Partitions;
import cn.yizhan.hub.storage.embedded.EmbeddedPostgres;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings up the database and what every part stands on. */
final class FoundationStart {
  private static final Logger LOG = LoggerFactory.getLogger(FoundationStart.class);
  private static final int POOL = 12;
  private static final long CHECK_PAUSE = 1_000;
  private static final long SHORT = 1_000;
  private static final long SERVER_STOP = 9_000;

  private final Vertx vertx;
  private final HubConfig config;
  private final StopStack stops;

  FoundationStart(Vertx vertx, HubConfig config, StopStack stops) {
    this.vertx = vertx;
    this.config = config;
    this.stops = stops;
  }

  Future<Foundation> run() {
    return vertx
        .executeBlocking(this::prepareDatabase)
        .map(this::open)
        .compose(database -> peppers().compose(peppers -> found(database, peppers)));
  }

  private Future<Peppers> peppers() {
    return vertx.executeBlocking(() -> Peppers.open(config.data().resolve("pepper")));
  }

  private Future<Foundation> found(Database database, Peppers peppers) {
    Future<Partitions> partitions = partitions(database);
    Future<HubLease> lease = partitions.compose(made -> lease(database));
    Future<Health> health = lease.compose(held -> health(database, held));
    return health.map(
        checked ->
            new Foundation(
                vertx,
                config,
                peppers,
                database,
                partitions.result(),
                lease.result(),
                checked,
                meters()));
  }

  private DatabaseAddress prepareDatabase() throws IOException {
    DatabaseAddress address;
    if (config.database() instanceof DatabaseChoice.Own own) {
      EmbeddedPostgres postgres = EmbeddedPostgres.start(config.data(), own.port());
      stops.push(
          "PostgreSQL",
          SERVER_STOP,
          () ->
              vertx.executeBlocking(
                  () -> {
                    postgres.close();
                    return null;
                  }));
      LOG.info(
          "PostgreSQL at 127.0.0.1:{}; dashboards log in as {}, password in {}",
          postgres.port(),
          EmbeddedPostgres.READER,
          postgres.readerPasswordFile());
      address = postgres.owner();
    } else if (config.database() instanceof DatabaseChoice.Named named) {
      Files.createDirectories(config.data());
      address = named.address();
    } else {
      throw new IllegalStateException("unknown choice " + config.database());
    }
    Migrations.run(address);
    return address;
  }

  private Database open(DatabaseAddress address) {
    Database database = Database.open(vertx, address, POOL);
    stops.push("connections", SHORT, database::close);
    return database;
  }

  private Future<Partitions> partitions(Database database) {
    Partitions partitions = new Partitions(vertx, database.pool(), Clock.systemUTC());
    return partitions
        .keepAhead()
        .map(
            end -> {
              stops.push("partitions", SHORT, () -> done(end));
              return partitions;
            });
  }

  private Future<HubLease> lease(Database database) {
    return HubLease.take(vertx, database.pool(), hubName(), System::nanoTime)
        .onSuccess(lease -> stops.push("lease", SHORT, lease::release));
  }

  private Future<Health> health(Database database, HubLease lease) {
    Health health = new Health(vertx);
    return watch(health, "database", database::check)
        .compose(watched -> watch(health, "lease", lease::check))
        .map(health);
  }

  private Future<Void> watch(Health health, String name, Supplier<Future<Void>> check) {
    return health
        .watch(name, CHECK_PAUSE, check)
        .onSuccess(end -> stops.push("health of the " + name, SHORT, () -> done(end)))
        .mapEmpty();
  }

  private PrometheusMeterRegistry meters() {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    stops.push("meters", SHORT, () -> done(meters::close));
    return meters;
  }

  private static Future<Void> done(Runnable action) {
    action.run();
    return Future.succeededFuture();
  }

  private static String hubName() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "hub";
    }
    return host + "/" + ProcessHandle.current().pid();
  }
}
