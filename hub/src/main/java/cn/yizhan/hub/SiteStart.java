package cn.yizhan.hub;

import cn.yizhan.hub.storage.PgAlertFacts;
import cn.yizhan.hub.storage.PgClosedBook;
import cn.yizhan.hub.storage.PgCountBook;
import cn.yizhan.hub.storage.PgExpiryBook;
import cn.yizhan.hub.storage.PgInspectionReview;
import cn.yizhan.hub.storage.PgRuleBook;
import cn.yizhan.hub.storage.PgUnprovenBook;
import cn.yizhan.hub.watch.Closed;
import cn.yizhan.hub.watch.Expiring;
import cn.yizhan.hub.watch.HandCounted;
import cn.yizhan.hub.watch.Inspected;
import cn.yizhan.hub.watch.Unproven;
import io.vertx.sqlclient.Pool;
import java.time.ZoneId;

/**
 * Starts judging by what people say of stations: hours, inspections, counts, restocks, expiries.
 */
final class SiteStart {
  private SiteStart() {}

  static void start(Foundation foundation, Repeats repeats, PgAlertFacts alerts) {
    Pool pool = foundation.database().pool();
    PgRuleBook rules = new PgRuleBook(pool);
    ZoneId zone = foundation.config().zone();
    PgCountBook counts = new PgCountBook(pool, rules, alerts);
    repeats.every(
        5,
        "review of what people counted",
        () -> counts.review(items -> HandCounted.judge(items, System.currentTimeMillis())));
    PgExpiryBook expiries = new PgExpiryBook(pool, rules, alerts);
    repeats.every(
        30,
        "review of expiries",
        () -> expiries.review(items -> Expiring.judge(items, System.currentTimeMillis(), zone)));
    PgUnprovenBook unproven = new PgUnprovenBook(pool, rules, alerts);
    repeats.every(
        60,
        "review of reported restocks",
        () -> unproven.review(found -> Unproven.judge(found, System.currentTimeMillis())));
    PgInspectionReview inspections = new PgInspectionReview(pool, rules, alerts);
    repeats.every(
        30,
        "review of inspections",
        () ->
            inspections.review(found -> Inspected.judge(found, System.currentTimeMillis(), zone)));
    PgClosedBook closed = new PgClosedBook(pool, rules, alerts, zone, System::currentTimeMillis);
    repeats.every(
        60,
        "review of opening hours",
        () -> closed.review(found -> Closed.judge(found, System.currentTimeMillis(), zone)));
  }
}
