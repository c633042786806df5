package cn.yizhan.protocol.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenFilesTest {
  static List<Golden> files() {
    return Golden.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachFileIsReadAsItsExpectationSays(Golden golden) {
    assertEquals(golden.expected(), shown(golden.decode()));
  }

  @ParameterizedTest
  @MethodSource("files")
  void aBadFileIsRefusedWholeAndAGoodOneIsNot(Golden golden) {
    assertEquals(golden.good(), golden.decode() instanceof Decoded.Accepted);
  }

  @Test
  void everyKindHasGoodFilesAndBadOnes() {
    Set<String> wanted = new TreeSet<>(Set.of("pack/true", "pack/false"));
    for (Kind kind : Kind.values()) {
      wanted.add(kind.word() + "/true");
      wanted.add(kind.word() + "/false");
    }
    Set<String> found =
        files().stream()
            .map(golden -> golden.kind() + "/" + golden.good())
            .collect(Collectors.toSet());
    assertTrue(found.containsAll(wanted), () -> wanted + " but found " + found);
  }

  @Test
  void everyReasonTheCodecGivesIsShown() {
    String all = files().stream().map(Golden::expected).collect(Collectors.joining());
    Stream.of(Rejection.Reason.values())
        .filter(reason -> reason != Rejection.Reason.STORAGE)
        .forEach(reason -> assertTrue(all.contains(reason.name()), reason.name()));
  }

  private static String shown(Decoded decoded) {
    if (decoded instanceof Decoded.Rejected rejected) {
      String identity = rejected.identity() == null ? "" : rejected.identity() + "\n";
      return identity + rejected.rejection() + "\n" + rejected.rejection().text() + "\n";
    }
    Decoded.Accepted accepted = (Decoded.Accepted) decoded;
    String parts =
        accepted
            .message()
            .toString()
            // members that came later say nothing where they are missing, as on the wire
            .replace(", deadbands={}, texts={}, breaker=0.0]", "]")
            .replace(", circuit=false]", "]")
            .replace(", low=false]", "]")
            .replaceAll(
                "(?=(Reading|StationEvent|Lost|Rejection|Device|DeclaredPoint|Bay)\\[)", "\n  ");
    byte[] written = Codec.encode(accepted.message(), Station.SCOPE);
    return parts + "\n" + new String(written, UTF_8) + "\n";
  }
}
