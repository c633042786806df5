package cn.yizhan.hub.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.hub.escalation.Ladder.Look;
import cn.yizhan.hub.escalation.Ladder.Standing;
import cn.yizhan.protocol.rule.Severity;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which step is taken when. */
class LadderTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long START = 1_795_000_000_000L;
  private static final List<PolicyStep> CRITICAL =
      steps(Severity.CRITICAL, DeadlineKind.ACKNOWLEDGE, "S01");
  private static final Course SMOKE = new Course(START, START + 3 * MINUTE, null);

  private static List<PolicyStep> steps(Severity severity, DeadlineKind kind, String rule) {
    PolicyLine line = Policy.standard().line(severity, kind, rule);
    assertNotNull(line);
    return line.steps();
  }

  private static Standing fresh() {
    return new Standing(null, null, false, START, false);
  }

  private static Standing after(Look look, Standing before, long now) {
    boolean tells = look.tell() != null || look.reminds();
    return new Standing(
        look.tell() == null ? before.passed() : Long.valueOf(look.tell().at()),
        tells ? Long.valueOf(now) : before.told(),
        before.missed() || look.misses(),
        before.changed(),
        before.idle());
  }

  private static @Nullable DutyRole told(Look look) {
    return look.tell() == null ? null : look.tell().to();
  }

  @Test
  void smokeNobodyAcknowledgesGoesUpToTheDistrictWithinHalfAnHour() {
    List<String> said = new ArrayList<>();
    Standing standing = fresh();
    Long next = START;
    while (next != null) {
      long now = next;
      Look look = Ladder.look(SMOKE, CRITICAL, standing, now);
      said.add(
          (now - START) / 1000
              + " "
              + (look.tell() == null ? "-" : look.tell().to().word())
              + (look.misses() ? " missed" : ""));
      standing = after(look, standing, now);
      next = look.next();
    }
    assertEquals(
        List.of(
            "0 -",
            "90 grid-worker",
            "180 grid-leader missed",
            "360 community",
            "480 duty-officer",
            "780 leader-on-duty",
            "1980 district"),
        said);
  }

  @Test
  void afterAnOutageOnlyTheStepOfNowIsTaken() {
    Look look = Ladder.look(SMOKE, CRITICAL, fresh(), START + 20 * MINUTE);
    assertEquals(DutyRole.LEADER_ON_DUTY, told(look));
    assertEquals(
        List.of(
            DutyRole.GRID_WORKER, DutyRole.GRID_LEADER, DutyRole.COMMUNITY, DutyRole.DUTY_OFFICER),
        look.over().stream().map(Course.Stage::to).toList());
    assertTrue(look.misses());
    assertEquals(START + 33 * MINUTE, look.next());
    Look again =
        Ladder.look(
            SMOKE, CRITICAL, after(look, fresh(), START + 20 * MINUTE), START + 20 * MINUTE + 1);
    assertNull(again.tell());
    assertFalse(again.misses());
  }

  @Test
  void everyStepIsTakenOnceOrPassedOverWheneverOneLooks() {
    Random random = new Random(7);
    for (int run = 0; run < 500; run++) {
      Standing standing = fresh();
      List<DutyRole> seen = new ArrayList<>();
      int misses = 0;
      long now = START;
      while (now < START + HOUR) {
        now += 1 + (long) (random.nextDouble() * random.nextInt(1, 20) * MINUTE);
        // a clock that is set back repeats nothing
        long looked = random.nextInt(10) == 0 ? now - random.nextInt(600_000) : now;
        Look look = Ladder.look(SMOKE, CRITICAL, standing, looked);
        look.over().forEach(stage -> seen.add(stage.to()));
        if (look.tell() != null) {
          seen.add(look.tell().to());
        }
        misses += look.misses() ? 1 : 0;
        standing = after(look, standing, looked);
      }
      assertEquals(List.of(DutyRole.values()), seen);
      assertEquals(1, misses);
    }
  }

  @Test
  void aPolicyThatIsReplacedMeanwhileRepeatsNoStep() {
    Look first = Ladder.look(SMOKE, CRITICAL, fresh(), START + 4 * MINUTE);
    assertEquals(DutyRole.GRID_LEADER, told(first));
    List<PolicyStep> other =
        List.of(
            new PolicyStep(step("-10%"), DutyRole.GRID_WORKER),
            new PolicyStep(step("PT2M"), DutyRole.DISTRICT));
    Standing standing = after(first, fresh(), START + 4 * MINUTE);
    Look look = Ladder.look(SMOKE, other, standing, START + 4 * MINUTE);
    assertNull(look.tell());
    assertEquals(START + 5 * MINUTE, look.next());
  }

  private static Offset step(String text) {
    Offset offset = Offset.parse(text);
    assertNotNull(offset);
    return offset;
  }

  @Test
  void whoeverHasTakenItOnIsRemindedAfterHalfTheTimeAndAtMostDaily() {
    Course week = new Course(START, START + 7 * 24 * HOUR, null);
    List<PolicyStep> steps = List.of(new PolicyStep(step("0"), DutyRole.GRID_WORKER));
    Standing idle = new Standing(null, null, false, START + HOUR, true);
    Look early = Ladder.look(week, steps, idle, START + 84 * HOUR);
    assertFalse(early.reminds());
    assertEquals(START + 85 * HOUR, early.next());
    Look half = Ladder.look(week, steps, idle, START + 85 * HOUR);
    assertTrue(half.reminds());
    Standing told = after(half, idle, START + 85 * HOUR);
    assertFalse(Ladder.look(week, steps, told, START + 108 * HOUR).reminds());
    assertTrue(Ladder.look(week, steps, told, START + 109 * HOUR).reminds());
    Standing moved = new Standing(null, told.told(), false, START + 100 * HOUR, true);
    assertFalse(Ladder.look(week, steps, moved, START + 140 * HOUR).reminds());
  }

  @Test
  void whoIsToldOfAStepIsNotRemindedBesides() {
    Standing idle = new Standing(null, null, false, START, true);
    Look look = Ladder.look(SMOKE, CRITICAL, idle, START + 3 * MINUTE);
    assertEquals(DutyRole.GRID_LEADER, told(look));
    assertFalse(look.reminds());
  }

  @Test
  void aDeadlineNoLineIsAboutIsOnlyMissed() {
    Look look = Ladder.look(SMOKE, List.of(), fresh(), START + 3 * MINUTE);
    assertNull(look.tell());
    assertTrue(look.misses());
    assertNull(look.next());
  }

  @Test
  void stepsOfMinorAlertsWaitForTheOfficeToOpen() {
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    long friday = LocalDateTime.parse("2026-11-27T16:30").atZone(zone).toInstant().toEpochMilli();
    WorkTime time = new WorkTime(WorkDays.standard(), Policy.standard().hours(), zone);
    Course course = new Course(friday, time.plus(friday, 4 * HOUR), time);
    List<String> times = new ArrayList<>();
    for (Course.Stage stage : course.stages(steps(Severity.MINOR, DeadlineKind.RESOLVE, "R01"))) {
      times.add(LocalDateTime.ofInstant(Instant.ofEpochMilli(stage.at()), zone).toString());
    }
    assertEquals(
        List.of(
            "2026-11-30T10:30",
            "2026-11-30T11:30",
            "2026-12-01T11:30",
            "2026-12-02T11:30",
            "2026-12-03T11:30",
            "2026-12-07T11:30"),
        times);
  }
}
