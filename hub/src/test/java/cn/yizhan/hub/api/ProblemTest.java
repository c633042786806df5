package cn.yizhan.hub.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
  @Test
  void aDatabaseThatIsAwayIsToldAsSuchAndNothingOfTheCause() {
    Problem problem =
        Problems.problem(new Unavailable("the database is away", new IOException("10.0.0.1")), 500);
    assertEquals(503, problem.sort().status());
    assertEquals("the database is away", problem.detail());
  }

  @Test
  void anyOtherFailureSaysNothingOfItself() {
    Problem problem = Problems.problem(new IllegalStateException("secret"), 500);
    assertEquals(500, problem.sort().status());
    assertNull(problem.detail());
  }

  @ParameterizedTest
  @CsvSource({
    "#,body",
    "#/name,body.name",
    "#/bays/0/use,body.bays[0].use",
    "#/thresholds/a~1b,body.thresholds.a/b"
  })
  void aPointerBecomesAPlace(String pointer, String place) {
    assertEquals(place, Places.inBody(pointer));
  }

  @Test
  void faultsThatOnlyRepeatOthersAreLeftOut() {
    List<Fault> faults =
        List.of(
            new Fault("body", "Property \"bays\" does not match schema"),
            new Fault("body.bays", "Items did not match schema"),
            new Fault("body.bays[0].use", "Property \"use\" does not match schema"),
            new Fault("body.bays[0].use", "Instance does not match any of [\"phone\"]"),
            new Fault("body.nam", "Property \"nam\" does not match additional properties schema"));
    assertEquals(
        List.of(
            new Fault("body.bays[0].use", "Instance does not match any of [\"phone\"]"),
            new Fault("body.nam", "is not a member of this object")),
        Places.telling(faults));
  }

  @Test
  void aCursorIsReadAsItWasWritten() {
    List<String> key = List.of("2026-11-23 06:02:21.3+00", "编号");
    Cursor cursor = Cursor.read(Cursor.write(key), 10);
    assertEquals(key, cursor.after());
    assertEquals("编号", cursor.part(1, 2));
    assertThrows(Refusal.class, () -> cursor.part(0, 3));
    assertNull(Cursor.read(null, 10).part(0, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAA", "%%%", "WzFd", "WyJcdTAwMDAiXQ"})
  void anythingElseIsNoCursor(String text) {
    assertThrows(Refusal.class, () -> Cursor.read(text, 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T06:02:21.3Z",
        "2026-11-23T14:02:21.300+08:00",
        "2026-11-23T14:02:21.300 08:00"
      })
  void aTimeIsReadWithAnyOffsetAndWhenItsPlusSignWasLost(String text) {
    Long time = Rfc3339.parse(text);
    assertEquals(1_795_413_741_300L, time);
    assertEquals(
        "2026-11-23T06:02:21.300Z", Rfc3339.format(Instant.ofEpochMilli(1_795_413_741_300L)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-23",
        "2026-11-23T06:02:21",
        "1969-12-31T23:59:59Z",
        "+99999-01-01T00:00:00Z"
      })
  void anythingElseIsNoTime(String text) {
    assertNull(Rfc3339.parse(text));
  }
}
