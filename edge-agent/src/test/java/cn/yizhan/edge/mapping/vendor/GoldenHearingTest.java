package cn.yizhan.edge.mapping.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.mapping.Said;
import cn.yizhan.protocol.point.PointCatalogue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is understood of messages in the vendors' documented shapes. */
final class GoldenHearingTest {
  static List<GoldenHearing> files() {
    return GoldenHearing.all();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("each message is understood as its golden file says")
  @MethodSource("files")
  void isUnderstood(GoldenHearing golden) {
    assertEquals(golden.expected(), golden.heard());
  }

  @Test
  void everyKindOfPuzzleOccursAndOnlyPointsOfTheCatalogue() {
    String all = files().stream().map(GoldenHearing::expected).collect(Collectors.joining());
    Stream.of(Said.Why.values())
        .forEach(why -> assertTrue(all.contains("\n? " + why + " "), why.name()));
    all.lines()
        .filter(line -> line.startsWith("= "))
        .map(line -> line.split(" ", -1)[2])
        .forEach(
            point ->
                assertTrue(PointCatalogue.standard().typeOf(point) != null, () -> "no " + point));
  }
}
