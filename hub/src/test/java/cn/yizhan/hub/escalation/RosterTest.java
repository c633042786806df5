package cn.yizhan.hub.escalation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.protocol.config.ConfigFault;
import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is on duty, and the files that say so. */
class RosterTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Shift.Span DECEMBER =
      new Shift.Span(at("2026-12-01T00:00"), at("2027-01-01T00:00"));
  private static final String FILE =
      """
      开始,结束,岗位,姓名,手机,B岗姓名,B岗手机,请假开始,请假结束,社区,网格
      2026-12-01 00:00,2026-12-08 00:00,值班员,张三,13800000001,李四,13800000002,2026-12-03 00:00,2026-12-05 00:00,,
      2026-12-05 12:00,2026-12-09 00:00,duty-officer,王五,13800000003,,,,,,
      2026/12/1 0:00,2026/12/31 0:00,网格员,"赵六, 大",13800000004,,,,,东关社区,
      2026-12-01 00:00,2026-12-31 00:00,网格员,钱七,13800000005,,,2026-12-10 00:00,2026-12-11 00:00,东关社区,第三网格
      """;

  private static long at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant().toEpochMilli();
  }

  private static RosterCsv.Read read(String file) {
    return RosterCsv.read(file.getBytes(UTF_8), DECEMBER, ZONE);
  }

  private static Roster roster() {
    RosterCsv.Read read = read(FILE);
    assertEquals(List.of(), read.faults());
    return new Roster(read.shifts());
  }

  private static @Nullable String onDuty(DutyRole role, Shift.Area place, String time) {
    Roster.Duty duty = roster().onDuty(role, place, at(time));
    return duty == null ? null : duty.person().name() + (duty.deputy() ? " (deputy)" : "");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "2026-12-01T00:00, 张三",
    "2026-12-02T23:59, 张三",
    "2026-12-03T00:00, 李四 (deputy)",
    "2026-12-04T23:59, 李四 (deputy)",
    "2026-12-05T00:00, 张三",
    "2026-12-06T00:00, 王五",
    "2026-12-08T23:59, 王五",
    "2026-12-09T00:00,"
  })
  void theLastWhoBeganIsOnDutyAndDuringALeaveTheDeputy(String time, @Nullable String name) {
    assertEquals(name, onDuty(DutyRole.DUTY_OFFICER, Shift.Area.WHOLE, time));
  }

  @Test
  void theNarrowestAreaCountsAndSomebodyAwayWithoutDeputyIsPassedOver() {
    Shift.Area third = new Shift.Area("东关社区", "第三网格");
    assertEquals("钱七", onDuty(DutyRole.GRID_WORKER, third, "2026-12-02T08:00"));
    assertEquals("赵六, 大", onDuty(DutyRole.GRID_WORKER, third, "2026-12-10T08:00"));
    assertEquals(
        "赵六, 大", onDuty(DutyRole.GRID_WORKER, new Shift.Area("东关社区", "第一网格"), "2026-12-02T08:00"));
    assertNull(onDuty(DutyRole.GRID_WORKER, new Shift.Area("西关社区", "第三网格"), "2026-12-02T08:00"));
  }

  @Test
  void theOrderOfTheShiftsDoesNotMatter() {
    List<Shift> shifts = new ArrayList<>(roster().shifts());
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      long time = at("2026-12-01T00:00") + (long) (random.nextDouble() * 31 * 86_400_000L);
      for (DutyRole role : DutyRole.values()) {
        Roster.Duty one = roster().onDuty(role, Shift.Area.WHOLE, time);
        Collections.shuffle(shifts, random);
        assertEquals(one, new Roster(shifts).onDuty(role, Shift.Area.WHOLE, time));
      }
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    List<Shift> shifts = roster().shifts();
    String file = RosterCsv.write(shifts, ZONE);
    assertEquals('\uFEFF', file.charAt(0), "so that spreadsheets see that it is UTF-8");
    RosterCsv.Read again = read(file);
    assertEquals(shifts, again.shifts());
    assertEquals(shifts, read(file.substring(1).replace("\r\n", "\n")).shifts());
  }

  @Test
  void allMistakesAreNamedWithTheirLines() {
    RosterCsv.Read read =
        read(
            """
            from,to,role,name,mobile,deputy_mobile
            2026-12-01 00:00,2026-12-02 00:00,值班员,张三,call me,
            2026-12-02 00:00,2026-12-01 00:00,mayor,张三,,
            2026-11-30 00:00,2026-12-02 00:00,值班员,"张
            三",,
            tomorrow,2026-12-02 00:00,值班员,=1+1,,13800000000
            2026-12-01 00:00,2026-12-02 00:00,值班员,张三
            2026-12-01 00:00,2026-12-02 00:00,值班员,张"三",,
            """);
    assertEquals(List.of(), read.shifts());
    assertEquals(
        List.of(
            "line 2: mobile: is no telephone number: call me",
            "line 3: to is not later than from",
            "line 3: expected from and to",
            "line 3: no role is called mayor",
            "line 4: the shift is not within the period that is replaced",
            "line 4: name: expected up to 50 characters, the first none of = + - @",
            "line 6: from: expected a time like 2026-12-01 08:00, got tomorrow",
            "line 6: to is not later than from",
            "line 6: expected from and to",
            "line 6: name: expected up to 50 characters, the first none of = + - @",
            "line 6: deputy_mobile: there is no name to it",
            "line 7: expected 6 cells, there are 4",
            "line 8: quotes are not closed, or stand inside a cell without quotes"),
        lines(read));
  }

  private static List<String> lines(RosterCsv.Read read) {
    return read.faults().stream().map(RosterTest::line).toList();
  }

  private static String line(ConfigFault fault) {
    return fault.place() + ": " + fault.detail();
  }

  @Test
  void aFileOfAnotherKindIsRefusedWithWhatWasExpected() {
    RosterCsv.Read gbk = RosterCsv.read(FILE.getBytes(Charset.forName("GBK")), DECEMBER, ZONE);
    assertEquals(List.of("file: is not UTF-8; save it as CSV in UTF-8"), lines(gbk));
    assertEquals(List.of("file: expected a line of names and up to 5000 shifts"), lines(read("")));
    assertEquals(
        List.of(
            "line 1: no column is called rôle",
            "line 1: there are two columns from",
            "line 1: the column to is missing",
            "line 1: the column role is missing"),
        lines(read("from,rôle,name,from\n")));
    assertNotNull(read("from,to,role,name\n").shifts());
  }
}
