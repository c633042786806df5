package cn.yizhan.edge.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.yizhan.edge.mapping.Heard;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointType;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ThinningCountTest {
  private static final String POINT = "bay/1/temperature";

  private final Sampler sampler = new Sampler();

  private void hear(double value, long at) {
    PointType type = Objects.requireNonNull(PointCatalogue.standard().typeOf(POINT));
    sampler.decide(new Heard(new Reading(POINT, at, value), at, 0), type);
  }

  @Test
  void theShareSavedIsThatOfTheReadingsNotReported() {
    assertEquals(0, sampler.count().saved());
    hear(30, 0);
    for (int i = 1; i <= 8; i++) {
      hear(30.1, i);
    }
    hear(40, 9);
    assertEquals(10, sampler.count().heard());
    assertEquals(2, sampler.count().reported());
    assertEquals(0.8, sampler.count().saved(), 1e-9);
  }
}
