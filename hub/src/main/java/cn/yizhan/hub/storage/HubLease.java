package cn.yizhan.hub.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This hub's word that it lives: a row that says until when, renewed while it does. A station's
 * session counts only while the lease of its hub does.
 */
public final class HubLease {
  /** How long a lease lasts without renewal. */
  public static final Duration LENGTH = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(HubLease.class);
  private static final long RENEW_EVERY = 5_000;

  private final Vertx vertx;
  private final Pool pool;
  private final LongSupplier nanoTime;
  private final int hub;
  private volatile long heldUntil;
  private long timer;

  private HubLease(Vertx vertx, Pool pool, LongSupplier nanoTime, int hub, long heldUntil) {
    this.vertx = vertx;
    this.pool = pool;
    this.nanoTime = nanoTime;
    this.hub = hub;
    this.heldUntil = heldUntil;
  }

  private static final String TAKE =
      """
      insert into hub (name, alive_until) values ($1, now() + $2 * interval '1 ms') returning id
      """;

  /**
   * Registers a hub and renews its lease from then on.
   *
   * @param vertx runs the renewal
   * @param pool the database
   * @param name what people see, host and process for instance
   * @param nanoTime the machine's monotonic clock in nanoseconds
   */
  public static Future<HubLease> take(Vertx vertx, Pool pool, String name, LongSupplier nanoTime) {
    // counted from before the request: the database starts to count later, never earlier
    long until = nanoTime.getAsLong() + LENGTH.toNanos();
    return pool.preparedQuery(TAKE)
        .execute(Tuple.of(name, LENGTH.toMillis()))
        .map(
            rows -> {
              HubLease lease =
                  new HubLease(vertx, pool, nanoTime, rows.iterator().next().getInteger(0), until);
              lease.timer = vertx.setPeriodic(RENEW_EVERY, id -> lease.renew());
              return lease;
            });
  }

  /** This hub's number; lane rows name it as the one who may write. */
  public int hub() {
    return hub;
  }

  /** Completes when the lease is certain to hold now; fails otherwise. */
  public Future<Void> check() {
    return nanoTime.getAsLong() - heldUntil < 0
        ? Future.succeededFuture()
        : Future.failedFuture("not renewed for " + LENGTH.toSeconds() + " s");
  }

  private static final String RENEW =
      """
      update hub set alive_until = now() + $2 * interval '1 ms' where id = $1
      """;

  /** Renews now, as the timer does. */
  Future<Void> renew() {
    long until = nanoTime.getAsLong() + LENGTH.toNanos();
    return pool.preparedQuery(RENEW)
        .execute(Tuple.of(hub, LENGTH.toMillis()))
        .<Void>compose(
            rows ->
                rows.rowCount() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture("hub " + hub + " is not registered any more"))
        .onSuccess(done -> heldUntil = until)
        .onFailure(e -> LOG.warn("lease not renewed: {}", e.getMessage()));
  }

  /** Ends the lease, so that another hub need not wait for it to lapse. */
  public Future<Void> release() {
    vertx.cancelTimer(timer);
    heldUntil = nanoTime.getAsLong();
    return pool.preparedQuery("update hub set alive_until = now() where id = $1")
        .execute(Tuple.of(hub))
        .mapEmpty();
  }
}
