package cn.yizhan.hub.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.yizhan.hub.watch.RestockProof.Level;
import cn.yizhan.hub.watch.RestockProof.Proven;
import cn.yizhan.protocol.rule.Thresholds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The report tells of minute 600; 40 is the capacity. */
class RestockProofTest {
  private static long at(double minute) {
    return Math.round(minute * 60_000);
  }

  private static RestockProof proof(
      @Nullable Double amount, @Nullable Double before, Level... levels) {
    return new RestockProof(at(600), amount, before, 40, List.of(levels), null);
  }

  private static Level level(double minute, double value) {
    return new Level(at(minute), value);
  }

  private static @Nullable Proven found(RestockProof proof) {
    return proof.found(Thresholds.standard());
  }

  @Test
  void halfOfTheAmountIsEnoughAndLessIsNot() {
    assertNull(found(proof(20.0, 5.0, level(500, 5), level(610, 14.9))));
    assertEquals(
        new Proven(at(620), "level"),
        found(proof(20.0, 5.0, level(500, 5), level(610, 14.9), level(620, 15))));
  }

  @Test
  void withoutAnAmountAnyRiseBeyondTheJitterIsEnough() {
    assertNull(found(proof(null, 5.0, level(500, 5), level(610, 5.3))));
    assertEquals(
        new Proven(at(610), "level"), found(proof(null, 5.0, level(500, 5), level(610, 5.4))));
  }

  @Test
  void whatRoseUpToTwoHoursBeforeSomebodyReportedIsProofAndEarlierIsNot() {
    assertEquals(
        new Proven(at(480), "level"), found(proof(20.0, 35.0, level(100, 5), level(480, 35))));
    assertNull(found(proof(20.0, 35.0, level(100, 5), level(479, 35), level(700, 34))));
  }

  @Test
  void theLowestOfTheTimeBeforeCounts() {
    assertEquals(
        new Proven(at(590), "level"),
        found(proof(20.0, 12.0, level(100, 9), level(500, 2), level(590, 12))));
  }

  @Test
  void aRiseAfterConsumptionIsHeldAgainstWhatThereWas() {
    assertNull(found(proof(20.0, 20.0, level(500, 20), level(700, 10), level(720, 20))));
  }

  @Test
  void whereNoSensorToldBeforeTheLevelThatWasCountedIsTheLowest() {
    assertEquals(new Proven(at(610), "level"), found(proof(20.0, 5.0, level(610, 15))));
    assertNull(found(proof(20.0, null, level(610, 15), level(620, 24))));
  }

  @Test
  void aCountWithAPhotoProvesItAndTheFirstProofIsTheOne() {
    RestockProof counted =
        new RestockProof(at(600), 20.0, 5.0, 40, List.of(level(500, 5)), at(650));
    assertEquals(new Proven(at(650), "count"), found(counted));
    RestockProof both =
        new RestockProof(at(600), 20.0, 5.0, 40, List.of(level(500, 5), level(610, 25)), at(650));
    assertEquals(new Proven(at(610), "level"), found(both));
  }

  @Test
  void theNumbersCanBeSet() {
    Thresholds strict = new Thresholds(Map.of("R07", Map.of("leastShare", 1.0, "before", 0.0)));
    assertNull(proof(20.0, 5.0, level(500, 5), level(610, 24)).found(strict));
    assertNull(proof(20.0, 35.0, level(100, 5), level(599, 35)).found(strict));
  }
}
