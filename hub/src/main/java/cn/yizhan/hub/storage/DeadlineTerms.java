package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.hub.alerts.ProbeRule;
import cn.yizhan.hub.escalation.Policy;
import cn.yizhan.hub.escalation.PolicyLine;
import cn.yizhan.hub.escalation.WorkTime;
import cn.yizhan.hub.supplies.LeadTime;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The due times that a change sets anew: within the item's lead time what a restock resolves, and
 * where the alert's office counts working time; they are in the alert before anybody is told of it.
 */
final class DeadlineTerms {
  private final ZoneId zone;

  /**
   * @param zone whose days and hours are working time
   */
  DeadlineTerms(ZoneId zone) {
    this.zone = zone;
  }

  /** The change with the due times that hold. */
  Future<AlertChange> of(SqlConnection tx, AlertChange change) {
    Alert alert = change.step().alert();
    Set<DeadlineKind> fresh = EnumSet.noneOf(DeadlineKind.class);
    for (DeadlineKind kind : List.of(DeadlineKind.RESOLVE, DeadlineKind.RECHECK)) {
      if (fresh(alert, kind, change.now())) {
        fresh.add(kind);
      }
    }
    String item = LeadTime.item(alert.matter().rule(), alert.matter().subject());
    return item != null && fresh.contains(DeadlineKind.RESOLVE)
        ? restocked(tx, change, item, fresh).compose(led -> worked(tx, led, fresh))
        : worked(tx, change, fresh);
  }

  /** True when the due time was set by this change: it is what the rule says, from now. */
  private static boolean fresh(Alert alert, DeadlineKind kind, long now) {
    Rule.Deadlines rule = ProbeRule.of(alert.matter().rule()).deadlines();
    Duration within = kind == DeadlineKind.RESOLVE ? rule.resolve() : rule.recheck();
    Long due = kind.due(alert);
    return within != null && due != null && due == now + within.toMillis();
  }

  private static final String LEAD_TIME =
      "select lead_days from item where station = $1 and code = $2";

  /**
   * To be resolved within the item's lead time, whose days are those of the calendar: a delivery
   * takes them whether or not anybody works. Of what is not registered the rule's stands.
   */
  private static Future<AlertChange> restocked(
      SqlConnection tx, AlertChange change, String item, Set<DeadlineKind> fresh) {
    return tx.preparedQuery(LEAD_TIME)
        .execute(Tuple.of(change.place().getInteger("id"), item))
        .map(
            rows -> {
              if (rows.size() == 0) {
                return change;
              }
              fresh.remove(DeadlineKind.RESOLVE);
              long lead = LeadTime.millis(rows.iterator().next().getDouble(0));
              Alert.Due due = change.step().alert().times().due();
              return due(
                  change, new Alert.Due(due.acknowledge(), change.now() + lead, due.recheck()));
            });
  }

  /** In working time where the office counts that. */
  private Future<AlertChange> worked(
      SqlConnection tx, AlertChange change, Set<DeadlineKind> fresh) {
    Alert alert = change.step().alert();
    Severity severity = alert.state().severity();
    boolean patient = severity == Severity.MINOR || severity == Severity.INFO;
    if (!patient || fresh.isEmpty()) {
      return Future.succeededFuture(change);
    }
    return PgPolicyBook.inForce(tx, change.office())
        .compose(
            policy -> {
              fresh.removeIf(kind -> !counts(policy, alert, kind));
              return fresh.isEmpty()
                  ? Future.succeededFuture(change)
                  : PgCalendarBook.inForce(tx)
                      .map(days -> worked(change, fresh, new WorkTime(days, policy.hours(), zone)));
            });
  }

  private static AlertChange worked(AlertChange change, Set<DeadlineKind> kinds, WorkTime time) {
    Alert alert = change.step().alert();
    return due(
        change,
        new Alert.Due(
            alert.times().due().acknowledge(),
            worked(alert, DeadlineKind.RESOLVE, kinds, time, change.now()),
            worked(alert, DeadlineKind.RECHECK, kinds, time, change.now())));
  }

  private static @Nullable Long worked(
      Alert alert, DeadlineKind kind, Set<DeadlineKind> kinds, WorkTime time, long now) {
    Long due = kind.due(alert);
    return due == null || !kinds.contains(kind) ? due : Long.valueOf(time.plus(now, due - now));
  }

  private static AlertChange due(AlertChange change, Alert.Due due) {
    return new AlertChange(
        change.step().with(change.step().alert().dueBy(due)),
        change.place(),
        change.actor(),
        change.data(),
        change.now());
  }

  private static boolean counts(Policy policy, Alert alert, DeadlineKind kind) {
    String rule = alert.matter().rule();
    PolicyLine line = policy.line(alert.state().severity(), kind, rule);
    return line != null && line.countsWorkingTime(rule);
  }
}
