package cn.yizhan.hub.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The hub's connections to its database: one shared pool, and connections of one's own. */
public final class Database {
  /** Longest that a statement of the pool runs before the server ends it. */
  public static final Duration STATEMENT_LIMIT = Duration.ofSeconds(10);

  private static final Duration CHECK_LIMIT = Duration.ofSeconds(2);
  // more than this waiting means the database is away; the surplus fails at once, memory is bounded
  private static final int WAITING_LIMIT = 500;

  private final Vertx vertx;
  private final DatabaseAddress address;
  private final Pool pool;
  private final ConnectionFactory<PgConnectOptions> ownConnections;

  private Database(
      Vertx vertx,
      DatabaseAddress address,
      Pool pool,
      ConnectionFactory<PgConnectOptions> ownConnections) {
    this.vertx = vertx;
    this.address = address;
    this.pool = pool;
    this.ownConnections = ownConnections;
  }

  /** Opens as the other one does, with the usual limit of a statement. */
  public static Database open(Vertx vertx, DatabaseAddress address, int connections) {
    return open(vertx, address, connections, STATEMENT_LIMIT);
  }

  /**
   * Opens without connecting; the pool connects at its first use and again after a loss. Nothing
   * asked of the pool stays unanswered: a connection that has not answered after one and a half
   * times the limit is closed, and what was asked on it fails.
   *
   * @param vertx runs the connections
   * @param address where and as whom
   * @param connections most connections of the pool
   * @param statementLimit longest that a statement runs before the server ends it
   */
  public static Database open(
      Vertx vertx, DatabaseAddress address, int connections, Duration statementLimit) {
    long limit = statementLimit.toMillis();
    DatabaseVertx network = new DatabaseVertx(vertx, Duration.ofMillis(limit + limit / 2));
    Pool pool =
        PgBuilder.pool()
            .with(
                new PoolOptions()
                    .setName("hub")
                    .setMaxSize(connections)
                    .setMaxWaitQueueSize(WAITING_LIMIT)
                    .setConnectionTimeout(5)
                    .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                    // unused ones leave the pool before they count as silent
                    .setIdleTimeout((int) limit)
                    .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
            .connectingTo(options(address, "hub", statementLimit))
            .using(network)
            .build();
    return new Database(
        vertx,
        address,
        pool,
        PgDriver.INSTANCE.createConnectionFactory(network, new NetClientOptions()));
  }

  /** The shared pool, for everything but ingest. */
  public Pool pool() {
    return pool;
  }

  /** Where the database is. */
  public DatabaseAddress address() {
    return address;
  }

  /**
   * Opens a connection outside the pool; the caller closes it. Closed when it has not been used for
   * a while. Its statements are planned once: for batches of any size, not for questions whose best
   * plan depends on what is asked.
   *
   * @param purpose what the server shows it as, {@code ingest-0} for instance
   * @param statementLimit longest that one statement runs before the server ends it
   */
  public Future<PgConnection> connect(String purpose, Duration statementLimit) {
    PgConnectOptions options = options(address, purpose, statementLimit);
    // a custom plan would copy thousands of array elements into the plan each time
    options.addProperty("plan_cache_mode", "force_generic_plan");
    return ownConnections
        .connect(vertx.getOrCreateContext(), options)
        .map(connection -> (PgConnection) connection);
  }

  /** Completes when the database takes changes within two seconds; fails otherwise. */
  public Future<Void> check() {
    return pool.query(
            "select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on'")
        .execute()
        .timeout(CHECK_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .compose(
            rows ->
                rows.iterator().next().getBoolean(0)
                    ? Future.failedFuture("the database is read-only")
                    : Future.succeededFuture());
  }

  /** Closes the pool and what else is connected. */
  public Future<Void> close() {
    return pool.close()
        .eventually(() -> Future.<Void>future(closed -> ownConnections.close(closed)));
  }

  private static PgConnectOptions options(
      DatabaseAddress address, String purpose, Duration statementLimit) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.database())
            .setUser(address.user())
            .setPassword(address.password())
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(256)
            // the library's own choice leaves out the long ones, which gain the most
            .setPreparedStatementCacheSqlFilter(sql -> true);
    options.addProperty("application_name", "yizhan-" + purpose);
    options.addProperty("statement_timeout", Long.toString(statementLimit.toMillis()));
    options.addProperty(
        "idle_in_transaction_session_timeout", Long.toString(statementLimit.toMillis()));
    options.addProperty("timezone", "UTC");
    switch (address.tls()) {
      case DISABLE -> options.setSslMode(SslMode.DISABLE);
      case REQUIRE ->
          options
              .setSslMode(SslMode.REQUIRE)
              .setSslOptions(new ClientSSLOptions().setTrustAll(true));
      case VERIFY -> {
        ClientSSLOptions ssl = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
        if (address.certificates() != null) {
          ssl.setTrustOptions(new PemTrustOptions().addCertPath(address.certificates().toString()));
        }
        options.setSslMode(SslMode.VERIFY_FULL).setSslOptions(ssl);
      }
    }
    return options;
  }
}
