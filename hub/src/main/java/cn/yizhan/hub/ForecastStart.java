package cn.yizhan.hub;

import cn.yizhan.hub.rules.Fact;
import cn.yizhan.hub.rules.StationFact;
import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgConsumption;
import cn.yizhan.hub.storage.PgCoverBook;
import cn.yizhan.hub.storage.PgOddUseBook;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.watch.OddUse;
import cn.yizhan.hub.watch.StockCover;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.stream.Stream;

/** Starts computing what is used of supplies, and judging by it. */
final class ForecastStart {
  private ForecastStart() {}

  static void start(Foundation foundation, Repeats repeats, PgAlertFacts alerts) {
    Pool pool = foundation.database().pool();
    PgConsumption consumption =
        new PgConsumption(pool, foundation.config().zone(), System::currentTimeMillis);
    repeats.every(2, "consumption of supplies", consumption::review);
    PgCoverBook covers = new PgCoverBook(pool, new PgRuleBook(pool), alerts);
    repeats.every(60, "forecast of stock-outs", () -> covers.review(ForecastStart::covers));
    PgOddUseBook uses = new PgOddUseBook(pool, new PgRuleBook(pool), alerts);
    repeats.every(120, "review of odd consumption", () -> uses.review(ForecastStart::uses));
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
}
