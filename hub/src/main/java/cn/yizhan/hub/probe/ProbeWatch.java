package cn.yizhan.hub.probe;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a probe goes out each hour, and says how it went. Times of probes are told by the
 * database's clock; the hub's steady one only tells for how long it cannot be asked.
 */
public final class ProbeWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeWatch.class);
  private static final long ANSWER = 10_000;

  private final ProbeBook book;
  private final ProbeMeters meters;
  private final Consumer<Boolean> broken;
  private final Runnable wake;
  private final LongSupplier steady;
  private @Nullable Long started;
  private @Nullable Long failingSince;
  private @Nullable Long told;

  /**
   * @param book the probes
   * @param meters shows how they went
   * @param broken told after each look whether the alert path is broken
   * @param wake run when something was queued
   * @param steady milliseconds of a clock that is never set
   */
  public ProbeWatch(
      ProbeBook book,
      ProbeMeters meters,
      Consumer<Boolean> broken,
      Runnable wake,
      LongSupplier steady) {
    this.book = book;
    this.meters = meters;
    this.broken = broken;
    this.wake = wake;
    this.steady = steady;
  }

  /** Looks once; never twice at a time. Fails when the probes could not be looked at. */
  public Future<Void> look() {
    return book.review(this::next)
        .timeout(ANSWER, TimeUnit.MILLISECONDS)
        .onFailure(this::failing)
        .map(this::seen);
  }

  private Course.Decision next(@Nullable Probe last, long now) {
    Long begun = started;
    if (begun == null) {
      begun = now;
      started = now;
    }
    return Course.next(last, begun, now);
  }

  private @Nullable Void seen(ProbeBook.Reviewed reviewed) {
    failingSince = null;
    told = null;
    switch (reviewed.done()) {
      case BEGIN, END -> wake.run();
      case FAIL -> failed(reviewed.probe());
      case FINISH, WAIT -> {}
    }
    meters.show(reviewed.success(), reviewed.seconds());
    broken.accept(reviewed.failed());
    return null;
  }

  private void failed(@Nullable Probe probe) {
    if (probe == null) {
      return;
    }
    Stage missed = probe.reached().next();
    meters.failed(missed);
    LOG.error(
        "The alert path is broken: the synthetic alert {} of {} was {}, and not {} within {} s"
            + " ({}); last try: {}",
        probe.alert(),
        Instant.ofEpochMilli(probe.began()),
        probe.reached().word(),
        missed.word(),
        Course.WITHIN.toSeconds(),
        probe.ended() == null ? "when it began" : "when it ended",
        probe.detail() == null ? "none" : probe.detail());
  }

  /** Of what lasts it is said once an hour. */
  private void failing(Throwable cause) {
    long now = steady.getAsLong();
    Long since = failingSince;
    if (since == null) {
      since = now;
      failingSince = now;
    }
    if (now - since < Course.WITHIN.toMillis()) {
      return;
    }
    broken.accept(true);
    Long before = told;
    if (before == null || now - before >= Course.EVERY.toMillis()) {
      told = now;
      meters.failed(Stage.RAISED);
      LOG.error(
          "The alert path is broken: for {} s no synthetic alert could be raised or ended",
          (now - since) / 1_000,
          cause);
    }
  }
}
