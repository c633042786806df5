package cn.yizhan.hub.notify;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notifications from the outbox and has them delivered, several at once. It looks when {@link
 * #wake} says that something was queued, and once a second in any case, so a lost signal costs no
 * more than that. All its state belongs to one event loop.
 */
public final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final long POLL_MS = 1_000;
  private static final long RECORD_AGAIN_MS = 1_000;

  /**
   * How much is under way at once.
   *
   * @param all over all endpoints
   * @param perEndpoint to one endpoint, so that a slow one holds up no other
   * @param outboxMs how long the outbox may take to answer, milliseconds; over a broken line it
   *     might never. Leases and the number of the try make it safe to ask again.
   */
  public record Limits(int all, int perEndpoint, long outboxMs) {
    /** What the hub runs with. */
    public static final Limits STANDARD = new Limits(256, 4, 15_000);
  }

  private final Vertx vertx;
  private final Context context;
  private final Outbox outbox;
  private final Postman postman;
  private final RetrySchedule schedule;
  private final Limits limits;
  private final MeterRegistry meters;

  private final Promise<Void> idle = Promise.promise();
  private int underWay;
  private boolean looking;
  private boolean lookAgain;
  private boolean stopping;
  private boolean failing;
  private long poll = -1;

  /**
   * @param postman makes the single tries
   * @param schedule when a failed one is repeated
   * @param meters gets {@code yizhan.deliveries} by outcome, those of synthetic alerts left out
   */
  public Courier(
      Vertx vertx,
      Outbox outbox,
      Postman postman,
      RetrySchedule schedule,
      Limits limits,
      MeterRegistry meters) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.outbox = outbox;
    this.postman = postman;
    this.schedule = schedule;
    this.limits = limits;
    this.meters = meters;
    for (Class<?> outcome : Outcome.class.getPermittedSubclasses()) {
      meters.counter("yizhan.deliveries", "outcome", word(outcome));
    }
  }

  /** Begins to deliver. */
  public void start() {
    context.runOnContext(
        v -> {
          poll = vertx.setPeriodic(POLL_MS, id -> look());
          look();
        });
  }

  /** Says that something may have been queued; may be called from any thread. */
  public void wake() {
    context.runOnContext(v -> look());
  }

  /**
   * Claims nothing more and waits for what is under way. What is not done in time stays leased and
   * is delivered again later under its id.
   *
   * @param graceMs how long to wait at most, milliseconds
   */
  public Future<Void> stop(long graceMs) {
    context.runOnContext(
        v -> {
          stopping = true;
          vertx.cancelTimer(poll);
          vertx.setTimer(graceMs, id -> idle.tryComplete());
          settle();
        });
    return idle.future();
  }

  private void look() {
    if (looking) {
      lookAgain = true;
      return;
    }
    int room = limits.all() - underWay;
    if (stopping || room <= 0) {
      return;
    }
    looking = true;
    lookAgain = false;
    outbox
        .claim(room, limits.perEndpoint())
        .timeout(limits.outboxMs(), TimeUnit.MILLISECONDS)
        .onComplete(
            claimed ->
                context.runOnContext(
                    v -> {
                      looking = false;
                      if (claimed.succeeded()) {
                        failing = false;
                        claimed.result().forEach(this::carry);
                        lookAgain |= !claimed.result().isEmpty();
                      } else {
                        sayFailing(claimed.cause());
                      }
                      if (lookAgain) {
                        look();
                      }
                      settle();
                    }));
  }

  private void carry(Notification notification) {
    underWay++;
    postman
        .deliver(notification)
        .compose(attempt -> record(notification, attempt))
        .onComplete(
            done ->
                context.runOnContext(
                    v -> {
                      underWay--;
                      look();
                      settle();
                    }));
  }

  private Future<Void> record(Notification notification, Attempt attempt) {
    Outcome outcome = attempt.outcome();
    if (!notification.endpoint().equals(ProbePostman.ENDPOINT)) {
      meters.counter("yizhan.deliveries", "outcome", word(outcome.getClass())).increment();
    }
    Long pause = null;
    if (outcome instanceof Outcome.Again again) {
      pause = schedule.pauseAfter(notification.attempt(), notification.critical(), again.pause());
      LOG.warn(
          "Notification {} not delivered at try {}: {}{}",
          notification.id(),
          notification.attempt(),
          outcome.detail(),
          pause == null ? "; given up" : "");
    }
    long leftMs = Outbox.LEASE_SECONDS * 1_000L - attempt.tookMs();
    return record(
        notification, attempt, pause, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(leftMs));
  }

  /** Repeats until the lease is over; then the notification is somebody else's anyway. */
  private Future<Void> record(
      Notification notification, Attempt attempt, @Nullable Long pause, long leaseEndNanos) {
    return outbox
        .record(notification, attempt, pause)
        .timeout(limits.outboxMs(), TimeUnit.MILLISECONDS)
        .recover(
            e -> {
              sayFailing(e);
              long leftNanos = leaseEndNanos - System.nanoTime();
              if (stopping || leftNanos <= TimeUnit.MILLISECONDS.toNanos(RECORD_AGAIN_MS)) {
                return Future.failedFuture(e);
              }
              return vertx
                  .timer(RECORD_AGAIN_MS)
                  .compose(t -> record(notification, attempt, pause, leaseEndNanos));
            });
  }

  private void sayFailing(Throwable cause) {
    if (!failing) {
      failing = true;
      LOG.warn("The outbox cannot be reached", cause);
    }
  }

  private void settle() {
    if (stopping && underWay == 0 && !looking) {
      idle.tryComplete();
    }
  }

  private static String word(Class<?> outcome) {
    return outcome.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
