package cn.yizhan.hub.escalation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.alerts.DeadlineKind;
import cn.yizhan.protocol.config.ConfigFault;
import cn.yizhan.protocol.rule.Severity;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies as data. */
class PolicyJsonTest {
  private static PolicyJson.Read read(String json) throws JsonProcessingException {
    return PolicyJson.read(JsonMapper.builder().build().readTree(json.replace('\'', '"')));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Policy standard = Policy.standard();
    PolicyJson.Read read = PolicyJson.read(PolicyJson.write(standard));
    assertEquals(standard, read.policy());
  }

  @Test
  void everyDeadlineOfEverySeverityEndsAtTheDistrictAndMinorOnesCountWorkingTime() {
    for (Severity severity : Severity.values()) {
      for (DeadlineKind kind : DeadlineKind.values()) {
        PolicyLine line = Policy.standard().line(severity, kind, "A01");
        assertNotNull(line);
        List<DutyRole> roles = line.steps().stream().map(PolicyStep::to).toList();
        assertEquals(List.of(DutyRole.values()), roles);
        boolean patient = severity == Severity.MINOR || severity == Severity.INFO;
        assertEquals(patient && kind != DeadlineKind.ACKNOWLEDGE, line.countsWorkingTime("A01"));
        assertFalse(line.countsWorkingTime("S12"), "safety counts every hour");
      }
    }
  }

  @Test
  void theFirstLineThatIsAboutADeadlineHolds() throws JsonProcessingException {
    Policy policy =
        read("{'workingHours':{'from':'09:00','until':'18:00'},'lines':["
                + "{'rules':['S01'],'steps':[{'after':'0','to':'district'}]},"
                + "{'kinds':['resolve'],'steps':[{'after':'PT1H','to':'grid-worker'}]}]}")
            .policy();
    assertNotNull(policy);
    PolicyLine smoke = policy.line(Severity.CRITICAL, DeadlineKind.RESOLVE, "S01");
    assertNotNull(smoke);
    assertEquals(DutyRole.DISTRICT, smoke.steps().get(0).to());
    assertNull(policy.line(Severity.CRITICAL, DeadlineKind.ACKNOWLEDGE, "S02"));
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() throws JsonProcessingException {
    PolicyJson.Read read =
        read(
            "{'workingHours':{'from':'18:00','until':'9 am'},'lines':["
                + "{'severities':['critical','bad'],'kinds':['acknowledge'],'workingTime':true,"
                + "'rules':['S99'],'steps':[{'after':'soon','to':'mayor'}]},{'steps':[]}]}");
    assertNull(read.policy());
    assertEquals(
        List.of(
            "workingHours.until",
            "lines[0].severities[1]",
            "lines[0].rules[0]",
            "lines[0].workingTime",
            "lines[0].workingTime",
            "lines[0].steps[0].after",
            "lines[0].steps[0].to",
            "lines[1].steps"),
        read.faults().stream().map(ConfigFault::place).toList());
  }

  @ParameterizedTest
  @CsvSource({"-50%,-90000", "0,0", "PT15M,900000", "-PT1M,-60000", "100%,180000", "P1D,86400000"})
  void anOffsetIsAShareOrALength(String text, long millis) {
    Offset offset = Offset.parse(text);
    assertNotNull(offset);
    assertEquals(millis, offset.millis(180_000));
    assertEquals(offset, Offset.parse(offset.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "-101%", "1001%", "15", "PT", "P61D", "PT9999999999999999H"})
  void whatIsNoOffsetIsRefused(String text) {
    assertNull(Offset.parse(text));
  }

  @Test
  void theCalendarIsReadWithAllItsFaults() throws JsonProcessingException {
    CalendarJson.Read read =
        CalendarJson.read(
            2027,
            JsonMapper.builder()
                .build()
                .readTree(
                    "{'source':'','holidays':[{'from':'2027-10-01','to':'2027-09-30'},{'from':'2026-01-01','to':'x'}],'workdays':['2027-10-04','2027-13-01']}"
                        .replace('\'', '"')));
    assertNull(read.year());
    assertEquals(
        List.of(
            "source",
            "holidays[0].to",
            "holidays[1].from",
            "holidays[1].to",
            "workdays[0]",
            "workdays[1]"),
        read.faults().stream().map(ConfigFault::place).toList());
    CalendarYear known = WorkDays.standard().years().get(2026);
    assertNotNull(known);
    assertTrue(known.source().contains("2026年部分节假日安排"));
    assertEquals(known, CalendarJson.read(2026, CalendarJson.write(known)).year());
  }
}
