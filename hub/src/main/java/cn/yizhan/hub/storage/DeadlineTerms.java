package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.hub.escalation.Policy;
import cn.yizhan.hub.escalation.PolicyLine;
import cn.yizhan.hub.escalation.WorkDays;
import cn.yizhan.hub.escalation.WorkTime;
import cn.yizhan.protocol.rule.Rule;
import cn.yizhan.protocol.rule.RuleCatalogue;
import cn.yizhan.protocol.rule.Severity;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The due times that a change sets anew, where the alert's office counts working time; they are in
 * the alert before anybody is told of it.
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
    Severity severity = alert.state().severity();
    boolean patient = severity == Severity.MINOR || severity == Severity.INFO;
    if (!patient
        || (!fresh(alert, DeadlineKind.RESOLVE, change.now())
            && !fresh(alert, DeadlineKind.RECHECK, change.now()))) {
      return Future.succeededFuture(change);
    }
    return PgPolicyBook.inForce(tx, change.office())
        .compose(
            policy ->
                counts(policy, alert, DeadlineKind.RESOLVE)
                        || counts(policy, alert, DeadlineKind.RECHECK)
                    ? PgCalendarBook.inForce(tx).map(days -> with(change, policy, days))
                    : Future.succeededFuture(change));
  }

  /** True when the due time was set by this change: it is what the rule says, from now. */
  private static boolean fresh(Alert alert, DeadlineKind kind, long now) {
    Rule.Deadlines rule = RuleCatalogue.standard().rule(alert.matter().rule()).deadlines();
    Duration within = kind == DeadlineKind.RESOLVE ? rule.resolve() : rule.recheck();
    Long due = kind.due(alert);
    return within != null && due != null && due == now + within.toMillis();
  }

  private AlertChange with(AlertChange change, Policy policy, WorkDays days) {
    Alert alert = change.step().alert();
    WorkTime time = new WorkTime(days, policy.hours(), zone);
    Alert.Due due = alert.times().due();
    Alert termed =
        alert.dueBy(
            new Alert.Due(
                due.acknowledge(),
                due(alert, DeadlineKind.RESOLVE, policy, time, change.now()),
                due(alert, DeadlineKind.RECHECK, policy, time, change.now())));
    return new AlertChange(
        change.step().with(termed), change.place(), change.actor(), change.data(), change.now());
  }

  private static @Nullable Long due(
      Alert alert, DeadlineKind kind, Policy policy, WorkTime time, long now) {
    Long due = kind.due(alert);
    return due == null || !fresh(alert, kind, now) || !counts(policy, alert, kind)
        ? due
        : Long.valueOf(time.plus(now, due - now));
  }

  private static boolean counts(Policy policy, Alert alert, DeadlineKind kind) {
    String rule = alert.matter().rule();
    PolicyLine line = policy.line(alert.state().severity(), kind, rule);
    return line != null && line.countsWorkingTime(rule);
  }
}
