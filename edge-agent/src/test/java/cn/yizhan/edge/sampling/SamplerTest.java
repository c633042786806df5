package cn.yizhan.edge.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.sampling.Sampler.Decision;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SamplerTest {
  private static final long T0 = 1_795_392_000_000L;
  private static final Moment NOW = new Moment(T0 + 10_000, T0 + 10_000);
  private final Sampler sampler = new Sampler();

  private Decision decide(String point, double value, long at) {
    PointType type = Objects.requireNonNull(PointCatalogue.standard().typeOf(point));
    return sampler.decide(new Heard(new Reading(point, T0 + at, value), T0 + at, 0), type);
  }

  @Test
  void telemetryIsBundledAndTheEventLaneGoesAtOnce() {
    assertEquals(Decision.BUNDLE, decide("bay/1/temperature", 30, 0));
    assertEquals(Decision.REPORT_NOW, decide("room/smoke", 0, 0));
  }

  @Test
  void changesBelowTheDeadbandArePassedOverUntilTheyAddUp() {
    decide("bay/1/temperature", 30, 0);
    assertEquals(Decision.PASS_OVER, decide("bay/1/temperature", 30.3, 1_000));
    assertEquals(Decision.BUNDLE, decide("bay/1/temperature", 30.6, 2_000));
    assertEquals(Decision.PASS_OVER, decide("bay/1/temperature", 30.2, 3_000));
  }

  @Test
  void aDeadbandOfTheStationsOwnGoesBeforeTheCataloguesAndThatOfAPointBeforeThatOfItsPattern() {
    sampler.revise(Map.of("bay/{n}/temperature", 2.0, "bay/2/temperature", 0.1));
    decide("bay/1/temperature", 30, 0);
    decide("bay/2/temperature", 30, 0);
    decide("room/temperature", 20, 0);
    assertEquals(Decision.PASS_OVER, decide("bay/1/temperature", 31.9, 1_000));
    assertEquals(Decision.BUNDLE, decide("bay/1/temperature", 32, 2_000));
    assertEquals(Decision.BUNDLE, decide("bay/2/temperature", 30.1, 1_000));
    assertEquals(Decision.BUNDLE, decide("room/temperature", 20.5, 1_000));
    sampler.revise(Map.of());
    assertEquals(Decision.BUNDLE, decide("bay/1/temperature", 32.5, 3_000));
  }

  @Test
  void anUnchangedValueIsReportedAgainBeforeItGrowsTooOld() {
    decide("bay/1/temperature", 30, 0);
    assertEquals(Decision.PASS_OVER, decide("bay/1/temperature", 30, 89_999));
    assertEquals(Decision.BUNDLE, decide("bay/1/temperature", 30, 90_000));
  }

  @Test
  void aPointWithoutDeadbandReportsEveryChangeAndNoRepetition() {
    decide("supply/water/level", 5, 0);
    assertEquals(Decision.PASS_OVER, decide("supply/water/level", 5, 1));
    assertEquals(Decision.REPORT_NOW, decide("supply/water/level", 4, 2));
  }

  @Test
  void aReadingThatStepsBackIsReportedAndChangesNothing() {
    decide("bay/1/temperature", 30, 10_000);
    assertEquals(Decision.BUNDLE, decide("bay/1/temperature", 50, 5_000));
    assertEquals(Decision.PASS_OVER, decide("bay/1/temperature", 30, 11_000));
  }

  @Test
  void theSnapshotHasTheNewestReadingsThatStillHold() {
    decide("bay/1/temperature", 30, 0);
    decide("bay/1/temperature", 30.1, 5_000);
    decide("room/smoke", 0, 0);
    decide("room/people", 4, -1_000_000);
    assertEquals(
        List.of(new Reading("bay/1/temperature", T0 + 5_000, 30.1)),
        sampler.snapshot(Lane.DATA, PointCatalogue.standard()::typeOf, NOW, true));
    assertEquals(
        List.of(new Reading("bay/1/temperature", T0 + 5_000, 30.1)),
        sampler.snapshot(Lane.DATA, PointCatalogue.standard()::typeOf, NOW, false));
    assertEquals(
        List.of(),
        sampler.snapshot(Lane.EVENT, PointCatalogue.standard()::typeOf, NOW, false),
        "what a report has told is not told twice");
    assertEquals(
        List.of(new Reading("room/smoke", T0, 0)),
        sampler.snapshot(Lane.EVENT, PointCatalogue.standard()::typeOf, NOW, true));
  }

  @Test
  void aWallClockThatIsSetChangesNeitherThinningNorWhatStillHolds() {
    PointType type = Objects.requireNonNull(PointCatalogue.standard().typeOf("room/people"));
    long back = -3_600_000;
    Heard before = new Heard(new Reading("room/people", T0, 4), T0, 0);
    Heard after = new Heard(new Reading("room/people", T0 + back + 1_000, 4), T0 + 1_000, back);
    assertEquals(Decision.BUNDLE, sampler.decide(before, type));
    assertEquals(Decision.PASS_OVER, sampler.decide(after, type));
    assertEquals(
        List.of(new Reading("room/people", T0 + back + 1_000, 4)),
        sampler.snapshot(
            Lane.DATA,
            PointCatalogue.standard()::typeOf,
            new Moment(T0 + back + 2_000, T0 + 2_000),
            true));
  }

  @Test
  void aSnapshotSpeaksByTheWallClockThatIsInForce() {
    decide("room/people", 4, 0);
    assertEquals(
        List.of(new Reading("room/people", T0 - 3_600_000, 4)),
        sampler.snapshot(
            Lane.DATA,
            PointCatalogue.standard()::typeOf,
            new Moment(T0 - 3_600_000 + 2_000, T0 + 2_000),
            true));
  }

  @Test
  void pointsThatAreGoneAreForgotten() {
    decide("room/people", 4, 0);
    sampler.retain(point -> null);
    assertEquals(null, sampler.newest("room/people"));
    assertEquals(Decision.BUNDLE, decide("room/people", 4, 1));
  }
}
