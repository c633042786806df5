package cn.yizhan.hub.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.hub.probe.Course.Decision;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final long START = 1_795_392_000_000L;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private static Probe probe(long began, @Nullable Long ended, boolean finished, Stage reached) {
    return new Probe(new UUID(0, 1), began, ended, finished, reached, null);
  }

  private static Probe over(long began) {
    return probe(began, began + 1, true, Stage.VERIFIED);
  }

  @Test
  void theFirstProbeGoesOutWithinAMinuteOfTheStart() {
    assertEquals(Decision.WAIT, Course.next(null, START, START));
    assertEquals(Decision.WAIT, Course.next(null, START, START + 19 * SECOND));
    assertEquals(Decision.BEGIN, Course.next(null, START, START + 20 * SECOND));
  }

  @Test
  void aHubThatStartsWantsAProbeOfItsOwnTime() {
    Probe before = over(START - MINUTE);
    assertEquals(Decision.BEGIN, Course.next(before, START, START + 20 * SECOND));
    Probe ofAnotherHub = over(START + 5 * SECOND);
    assertEquals(Decision.WAIT, Course.next(ofAnotherHub, START, START + 20 * SECOND));
  }

  @Test
  void theNextOneGoesOutAnHourAfterTheLast() {
    Probe last = over(START + MINUTE);
    assertEquals(Decision.WAIT, Course.next(last, START, START + MINUTE + HOUR - 1));
    assertEquals(Decision.BEGIN, Course.next(last, START, START + MINUTE + HOUR));
  }

  @Test
  void whatWasToldIsEndedAndWhenTheEndWasToldItIsOver() {
    assertEquals(
        Decision.END, Course.next(probe(START, null, false, Stage.VERIFIED), START, START + 1));
    assertEquals(
        Decision.FINISH, Course.next(probe(START, START + 1, false, Stage.VERIFIED), 0, START + 2));
  }

  @Test
  void whatWasNotToldWithinTwoMinutesHasFailedWhicheverPartItIs() {
    Probe raised = probe(START, null, false, Stage.SENT);
    assertEquals(Decision.WAIT, Course.next(raised, 0, START + 2 * MINUTE - 1));
    assertEquals(Decision.FAIL, Course.next(raised, 0, START + 2 * MINUTE));
    Probe ended = probe(START, START + MINUTE, false, Stage.RAISED);
    assertEquals(Decision.WAIT, Course.next(ended, 0, START + 3 * MINUTE - 1));
    assertEquals(Decision.FAIL, Course.next(ended, 0, START + 3 * MINUTE));
  }

  @Test
  void nothingBeginsWhileAnotherIsUnderWay() {
    assertEquals(
        Decision.FAIL,
        Course.next(probe(START, null, false, Stage.QUEUED), START + HOUR, START + 2 * HOUR));
  }
}
