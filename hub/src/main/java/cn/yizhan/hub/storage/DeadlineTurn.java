package cn.yizhan.hub.storage;

import cn.yizhan.hub.alerts.Alert;
import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.hub.alerts.Escalation;
import cn.yizhan.hub.alerts.Notice;
import cn.yizhan.hub.alerts.Step;
import cn.yizhan.hub.alerts.Work;
import cn.yizhan.hub.escalation.Course;
import cn.yizhan.hub.escalation.DutyRole;
import cn.yizhan.hub.escalation.Ladder;
import cn.yizhan.hub.escalation.Policy;
import cn.yizhan.hub.escalation.PolicyLine;
import cn.yizhan.hub.escalation.PolicyStep;
import cn.yizhan.hub.escalation.Roster;
import cn.yizhan.hub.escalation.Shift;
import cn.yizhan.hub.escalation.WorkTime;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turn of one deadline that has been claimed.
 *
 * @param row the rows of the deadline, its columns beginning with {@code d_}, and of the alert;
 *     both are locked
 * @param alert the alert
 * @param kind which deadline
 * @param now the database's clock, epoch milliseconds
 */
record DeadlineTurn(Row row, Alert alert, DeadlineKind kind, long now) {

  static DeadlineTurn of(Row row) {
    return new DeadlineTurn(
        row,
        AlertRows.alert(row),
        DeadlineKind.of(row.getString("d_kind")),
        Times.fromSql(row.getOffsetDateTime("d_now")));
  }

  /**
   * $1 alert, $2 kind. Nobody misses what he was not told: the time begins when the silence ends or
   * what the alert comes from is over.
   */
  private static final String WAIT =
      """
      update deadline
      set start = case when told is null and missed is null then now() else start end,
        due = case when told is null and missed is null then now() + (due - start) else due end,
        next_at = now() + interval '1 minute'
      where alert = $1 and kind = $2""";

  /** The steps that hold, and what is to be done. */
  private record Plan(List<PolicyStep> steps, Ladder.Look look) {}

  /** Does what is to be done now; gives the change of the alert, null for none. */
  Future<@Nullable Step> take(SqlConnection tx, AlertWriter writer) {
    if (row.getString("untold") != null && row.getBoolean("silent")) {
      return tx.preparedQuery(WAIT)
          .execute(Tuple.of(alert.id(), kind.word()))
          .map(done -> (@Nullable Step) null);
    }
    return PgPolicyBook.inForce(tx, row.getInteger("office"))
        .compose(policy -> plan(tx, policy, writer.style().zone()))
        .compose(
            plan -> {
              Ladder.Look look = plan.look();
              boolean tells = look.tell() != null || look.reminds();
              Future<@Nullable Step> told =
                  tells ? tell(tx, writer, plan) : Future.succeededFuture(null);
              return told.compose(step -> note(tx, look, tells).map(done -> step));
            });
  }

  private Future<Plan> plan(SqlConnection tx, Policy policy, ZoneId zone) {
    String rule = alert.matter().rule();
    PolicyLine line = policy.line(alert.state().severity(), kind, rule);
    if (line == null) {
      return Future.succeededFuture(plan(List.of(), null));
    }
    return line.countsWorkingTime(rule)
        ? PgCalendarBook.inForce(tx)
            .map(days -> plan(line.steps(), new WorkTime(days, policy.hours(), zone)))
        : Future.succeededFuture(plan(line.steps(), null));
  }

  private Plan plan(List<PolicyStep> steps, @Nullable WorkTime counts) {
    Course course =
        new Course(
            Times.fromSql(row.getOffsetDateTime("d_start")),
            Times.fromSql(row.getOffsetDateTime("d_due")),
            counts);
    boolean idle =
        kind == DeadlineKind.RESOLVE && alert.state().work() != Work.NEW && !steps.isEmpty();
    Ladder.Standing standing =
        new Ladder.Standing(
            Times.fromSqlOrNull(row.getOffsetDateTime("d_passed")),
            Times.fromSqlOrNull(row.getOffsetDateTime("d_told")),
            row.getOffsetDateTime("d_missed") != null,
            Times.fromSql(row.getOffsetDateTime("d_changed")),
            idle);
    return new Plan(steps, Ladder.look(course, steps, standing, now));
  }

  private Future<@Nullable Step> tell(SqlConnection tx, AlertWriter writer, Plan plan) {
    Course.Stage stage = plan.look().tell();
    // whoever has taken it on is reminded by way of those who are turned to first
    DutyRole role = stage == null ? plan.steps().get(0).to() : stage.to();
    return AlertPlaces.of(tx, row)
        .compose(
            place ->
                PgRosterBook.at(tx, row.getInteger("office"), now)
                    .compose(
                        roster -> {
                          Escalation.To to = to(role, roster, place);
                          Step step = step(stage, to);
                          AlertChange change =
                              new AlertChange(step, place, "hub", data(plan.look(), to), now);
                          return writer.change(tx, change).map(done -> step);
                        }));
  }

  private Escalation.To to(DutyRole role, Roster roster, Row place) {
    Shift.Area area = new Shift.Area(place.getString("community"), place.getString("grid"));
    Roster.Duty duty = roster.onDuty(role, area, now);
    return new Escalation.To(
        role.word(),
        role.label(),
        duty == null ? null : duty.person().name(),
        duty == null ? null : duty.person().mobile());
  }

  private Step step(Course.@Nullable Stage stage, Escalation.To to) {
    Escalation escalation =
        new Escalation(
            kind,
            stage == null ? 0 : stage.ordinal(),
            to,
            Times.fromSql(row.getOffsetDateTime("d_due")),
            stage == null,
            Times.fromSql(row.getOffsetDateTime("d_changed")));
    return new Step(
        alert.next(),
        stage == null ? "reminded" : "escalated",
        stage == null ? Notice.REMINDED : Notice.ESCALATED,
        escalation);
  }

  private JsonObject data(Ladder.Look look, Escalation.To to) {
    JsonArray over = new JsonArray();
    look.over().forEach(stage -> over.add(stage.to().word()));
    return new JsonObject()
        .put("deadline", kind.word())
        .put("step", look.tell() == null ? 0 : look.tell().ordinal())
        .put("to", to.role())
        .put("name", to.name())
        .put("passedOver", over)
        .put("overdue", now >= Times.fromSql(row.getOffsetDateTime("d_due")));
  }

  /** $1 alert, $2 kind, $3 time of the step, $4 its ordinal, $5 told?, $6 missed?, $7 next look. */
  private static final String NOTE =
      """
      update deadline
      set passed = coalesce($3, passed), step = coalesce($4, step),
        told = case when $5 then now() else told end,
        missed = case when $6 then now() else missed end,
        record = case when $6 then coalesce(record, 'due') else record end, next_at = $7
      where alert = $1 and kind = $2""";

  private Future<Void> note(SqlConnection tx, Ladder.Look look, boolean tells) {
    Course.Stage stage = look.tell();
    Tuple values =
        Tuple.tuple()
            .addValue(alert.id())
            .addValue(kind.word())
            .addValue(stage == null ? null : Times.toSql(stage.at()))
            .addValue(stage == null ? null : stage.ordinal())
            .addValue(tells)
            .addValue(look.misses())
            .addValue(Times.toSql(look.next()));
    return tx.preparedQuery(NOTE).execute(values).mapEmpty();
  }
}
