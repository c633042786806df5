package cn.yizhan.hub.watch;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds for deadlines whose time has come, every few minutes for alerts that come
 * again and again, and every hour whether the calendar is known. What is due is told by the
 * database's clock; the hub's only says when to look.
 */
public final class DeadlineWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);

  /** Milliseconds between two looks. */
  static final long EVERY = 2_000;

  /** Looks between two searches for repetitions, and between two at the calendar. */
  static final int REPETITIONS = 150;

  static final int CALENDAR = 1_800;

  private static final long ANSWER = 60_000;

  private final Vertx vertx;
  private final DeadlineBook book;
  private final ZoneId zone;
  private final LongSupplier clock;
  private final Consumer<Optional<Integer>> missing;
  private Optional<Integer> warned = Optional.empty();
  private long looks;
  private @Nullable Long timer;
  private Future<Void> running = Future.succeededFuture();

  /**
   * @param vertx for the timer
   * @param book the deadlines
   * @param zone the zone of days
   * @param clock the hub's clock, epoch milliseconds; it tells the day only
   * @param missing told which year's holidays are missing, or that none are
   */
  public DeadlineWatch(
      Vertx vertx,
      DeadlineBook book,
      ZoneId zone,
      LongSupplier clock,
      Consumer<Optional<Integer>> missing) {
    this.vertx = vertx;
    this.book = book;
    this.zone = zone;
    this.clock = clock;
    this.missing = missing;
  }

  /** Starts looking. */
  public void start() {
    timer =
        vertx.setPeriodic(
            EVERY,
            id -> {
              if (running.isComplete()) {
                running = look();
              }
            });
  }

  /** Stops looking; completes when the look under way has ended. */
  public Future<Void> stop() {
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
    return running;
  }

  /** Looks once. Never fails: what cannot be looked at now is looked at later. */
  Future<Void> look() {
    long look = looks++;
    return part("Deadlines", book.take())
        .compose(done -> part("Missed deadlines", book.record()))
        .compose(
            done ->
                look % REPETITIONS == 0
                    ? part("Repetitions", book.repetitions())
                    : Future.succeededFuture())
        .compose(
            done -> look % CALENDAR == 0 ? part("Calendar", calendar()) : Future.succeededFuture());
  }

  private Future<Void> calendar() {
    return book.days()
        .map(
            days -> {
              LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(clock.getAsLong()), zone);
              Optional<Integer> year = days.missing(today);
              if (year.isPresent() && !year.equals(warned)) {
                LOG.warn(
                    "The holidays of {} are not known: put them in with the API;"
                        + " till then Monday to Friday count as working days",
                    year.get());
              }
              warned = year;
              missing.accept(year);
              return null;
            });
  }

  /** One part; when it fails the others go on. */
  private static Future<Void> part(String name, Future<?> part) {
    return part.timeout(ANSWER, TimeUnit.MILLISECONDS)
        .transform(
            result -> {
              if (result.failed()) {
                LOG.warn("{} could not be looked at: {}", name, result.cause().toString());
              }
              return Future.succeededFuture();
            });
  }
}
