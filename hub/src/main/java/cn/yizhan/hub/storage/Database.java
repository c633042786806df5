package cn.yizhan.hub.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
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

  private Database(Vertx vertx, DatabaseAddress address, Pool pool) {
    this.vertx = vertx;
    this.address = address;
    this.pool = pool;
  }

  /**
   * Opens without connecting; the pool connects at its first use and again after a loss.
   *
   * @param vertx runs the connections
   * @param address where and as whom
   * @param connections most connections of the pool
   */
  public static Database open(Vertx vertx, DatabaseAddress address, int connections) {
    Pool pool =
        PgBuilder.pool()
            .with(
                new PoolOptions()
                    .setName("hub")
                    .setMaxSize(connections)
                    .setMaxWaitQueueSize(WAITING_LIMIT)
                    .setConnectionTimeout(5)
                    .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                    .setIdleTimeout(60)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS))
            .connectingTo(options(address, "hub", STATEMENT_LIMIT))
            .using(vertx)
            .build();
    return new Database(vertx, address, pool);
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
   * Opens a connection outside the pool; the caller closes it.
   *
   * @param purpose what the server shows it as, {@code ingest-0} for instance
   * @param statementLimit longest that one statement runs before the server ends it
   */
  public Future<PgConnection> connect(String purpose, Duration statementLimit) {
    return PgConnection.connect(vertx, options(address, purpose, statementLimit));
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

  /** Closes the pool. */
  public Future<Void> close() {
    return pool.close();
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
            .setPreparedStatementCacheMaxSize(256);
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
