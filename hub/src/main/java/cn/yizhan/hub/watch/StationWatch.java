package cn.yizhan.hub.watch;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.OfficeFact;
import cn.yizhan.hub.rules.StationFact;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds for stations that are not heard, many of an office together (rule A02) or
 * one (A01), and every minute at the clocks, connections and configurations of those that are (A05,
 * A06, A07). Absence counts only while the hub accepts stations: after an outage of our own every
 * grace starts anew.
 */
public final class StationWatch {
  private static final Logger LOG = LoggerFactory.getLogger(StationWatch.class);

  /** Milliseconds between two reviews. */
  static final long EVERY = 5_000;

  /** A longer time without a review is an outage of our own, milliseconds. */
  static final long OUTAGE = 30_000;

  /** Milliseconds between two looks at what changes slowly. */
  static final long OBSERVE = 60_000;

  private static final long ANSWER = 15_000;

  private final Vertx vertx;
  private final OutageBook outages;
  private final Review<Absence> book;
  private final Review<Observed> observations;
  private final LongSupplier clock;
  private final long answerMs;
  private long accepting;
  private long reviewed;
  private long observed = Long.MIN_VALUE;
  private PresenceBook presences = judge -> Future.succeededFuture(0);
  private @Nullable Long timer;
  private Future<Void> running = Future.succeededFuture();

  /**
   * @param vertx for the timer
   * @param outages which stations of an office went away together
   * @param book which stations are not heard
   * @param observations what is known of those that are
   * @param clock the hub's clock, epoch milliseconds
   */
  public StationWatch(
      Vertx vertx,
      OutageBook outages,
      Review<Absence> book,
      Review<Observed> observations,
      LongSupplier clock) {
    this(vertx, outages, book, observations, clock, ANSWER);
  }

  /**
   * @param answerMs how long the book may take, milliseconds; over a broken line it might never
   *     answer. The keys of the facts make it safe to look again.
   */
  StationWatch(
      Vertx vertx,
      OutageBook outages,
      Review<Absence> book,
      Review<Observed> observations,
      LongSupplier clock,
      long answerMs) {
    this.outages = outages;
    this.answerMs = answerMs;
    this.vertx = vertx;
    this.book = book;
    this.observations = observations;
    this.clock = clock;
    this.accepting = clock.getAsLong();
    this.reviewed = accepting;
  }

  /**
   * Tells systems whose connection has changed, too.
   *
   * @param book what they were told
   */
  public StationWatch telling(PresenceBook book) {
    presences = book;
    return this;
  }

  /** Starts looking; call it when the hub begins to accept stations. */
  public void start() {
    accepting = clock.getAsLong();
    reviewed = accepting;
    timer =
        vertx.setPeriodic(
            EVERY,
            id -> {
              if (running.isComplete()) {
                running = review();
              }
            });
  }

  /** Stops looking; completes when the review under way has ended. */
  public Future<Void> stop() {
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
    return running;
  }

  /** Looks once. Never fails: what cannot be looked at now is looked at later. */
  Future<Void> review() {
    long now = clock.getAsLong();
    if (now - reviewed > OUTAGE) {
      LOG.info("No review of stations for {} s: graces start anew", (now - reviewed) / 1000);
      accepting = now;
      reviewed = now;
    }
    // what went away together is known before it is told of one by one
    return outages
        .review(offices -> together(offices, now))
        .compose(facts -> book.review(absences -> facts(absences, now)))
        .compose(facts -> tell(now))
        .compose(told -> observe(now))
        .timeout(answerMs, TimeUnit.MILLISECONDS)
        .transform(
            result -> {
              if (result.succeeded()) {
                reviewed = clock.getAsLong();
              } else {
                LOG.warn("Stations could not be reviewed: {}", result.cause().toString());
              }
              return Future.succeededFuture();
            });
  }

  /** News for systems that cannot be told are no outage of ours, and keep nothing else back. */
  private Future<Integer> tell(long now) {
    return presences
        .review(
            stations -> {
              List<PresenceNews> news = new ArrayList<>();
              for (ToldPresence each : stations) {
                PresenceNews one = each.judge(now, accepting);
                if (one != null) {
                  news.add(one);
                }
              }
              return news;
            })
        .recover(
            e -> {
              LOG.warn("Who is connected could not be told: {}", e.toString());
              return Future.succeededFuture(0);
            });
  }

  private Future<Integer> observe(long now) {
    if (observed != Long.MIN_VALUE && now - observed < OBSERVE) {
      return Future.succeededFuture(0);
    }
    return observations
        .review(
            stations -> {
              List<StationFact> facts = new ArrayList<>();
              for (Observed each : stations) {
                each.judge(now, accepting)
                    .forEach(fact -> facts.add(new StationFact(each.station(), fact)));
              }
              return facts;
            })
        .onSuccess(facts -> observed = now);
  }

  private List<OfficeFact> together(List<Outage> offices, long now) {
    List<OfficeFact> facts = new ArrayList<>();
    for (Outage office : offices) {
      Fact fact = office.judge(now, accepting);
      if (fact != null) {
        facts.add(new OfficeFact(office.office(), fact));
      }
    }
    return facts;
  }

  private List<StationFact> facts(List<Absence> absences, long now) {
    List<StationFact> facts = new ArrayList<>();
    for (Absence absence : absences) {
      for (Fact fact : absence.judge(now, accepting)) {
        facts.add(new StationFact(absence.station(), fact));
      }
    }
    return facts;
  }
}
