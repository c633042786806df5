package cn.yizhan.hub;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgConsumption;
import cn.yizhan.hub.storage.PgCoverBook;
import cn.yizhan.hub.storage.PgOddUseBook;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.watch.OddUse;
import cn.yizhan.hub.watch.Periodic;
import cn.yizhan.hub.watch.StockCover;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Starts computing what is used of supplies, and judging by it. */
final class ForecastStart {
  private static final long STOP = 2_000;

  private ForecastStart() {}

  static void start(Foundation foundation, StopStack stops, PgAlertFacts alerts) {
    Pool pool = foundation.database().pool();
    PgConsumption consumption =
        new PgConsumption(pool, foundation.config().zone(), System::currentTimeMillis);
    repeat(foundation, stops, "consumption of supplies", 2, consumption::review);
    PgCoverBook covers = new PgCoverBook(pool, new PgRuleBook(pool), alerts);
    repeat(
        foundation,
        stops,
        "forecast of stock-outs",
        60,
        () -> covers.review(ForecastStart::covers));
    PgOddUseBook uses = new PgOddUseBook(pool, new PgRuleBook(pool), alerts);
    repeat(
        foundation,
        stops,
        "review of odd consumption",
        120,
        () -> uses.review(ForecastStart::uses));
  }

  private static List<StationFact> covers(List<StockCover> all) {
    long now = System.currentTimeMillis();
    return all.stream().flatMap(each -> facts(each.station(), each.judge(now))).toList();
  }

  private static List<StationFact> uses(List<OddUse> all) {
    long now = System.currentTimeMillis();
    return all.stream().flatMap(each -> facts(each.station(), each.judge(now))).toList();
  }

  private static Stream<StationFact> facts(int station, List<Fact> facts) {
    return facts.stream().map(fact -> new StationFact(station, fact));
  }

  private static void repeat(
      Foundation foundation,
      StopStack stops,
      String what,
      int seconds,
      Supplier<Future<Integer>> work) {
    Periodic periodic = new Periodic(foundation.vertx(), what, Duration.ofSeconds(seconds), work);
    periodic.start();
    stops.push(what, STOP, periodic::stop);
  }
}
