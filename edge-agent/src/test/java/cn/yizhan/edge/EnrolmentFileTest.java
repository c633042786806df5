package cn.yizhan.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.wiring.Wiring;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnrolmentFileTest {
  @TempDir Path dir;
  private final List<String> problems = new ArrayList<>();

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("e.json"), text);
  }

  @Test
  void aGoodFileIsTakenWhole() throws IOException {
    Enrolment enrolment =
        EnrolmentFile.read(
            file(
                """
                {"station":"dongguan-01","hub":"mqtts://hub.example:8883","secret":"s3cret",
                 "bays":[{"number":1,"use":"e-bike"},{"number":2,"use":"phone"}],
                 "items":["water"]}
                """),
            problems);
    assertEquals(List.of(), problems);
    assertNotNull(enrolment);
    assertEquals("dongguan-01", enrolment.account().station().value());
    assertTrue(enrolment.account().hub().tls());
    assertEquals(new Config.Bay(2, BayUse.PHONE), enrolment.bays().get(1));
    assertEquals("dongguan-01 at " + enrolment.account().hub(), enrolment.account().toString());
  }

  @Test
  void everythingWrongIsSaidAtOnce() throws IOException {
    assertNull(
        EnrolmentFile.read(
            file(
                """
                {"station":"X","hub":"http://hub","sercet":"s",
                 "bays":[{"number":0,"use":"car"}],"items":[7],"ca":"none"}
                """),
            problems));
    assertEquals(7, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains("sercet: unknown key"), problems::toString);
  }

  @Test
  void theWiringOfTheRegisterIsKnownBeforeTheHubIsMet() throws IOException {
    Enrolment enrolment =
        EnrolmentFile.read(
            file(
                """
                {"station":"dongguan-01","hub":"mqtts://hub.example:8883","secret":"s3cret",
                 "bays":[{"number":1,"use":"e-bike","circuit":true},
                         {"number":2,"use":"phone","low":true,"circuit":false}],
                 "breaker":7040}
                """),
            problems);
    assertNotNull(enrolment);
    assertEquals(new Config.Bay(1, BayUse.E_BIKE, false, true), enrolment.bays().get(0));
    assertEquals(new Config.Bay(2, BayUse.PHONE, true, false), enrolment.bays().get(1));
    assertEquals(7040, enrolment.breaker());
    assertEquals(7040, enrolment.with(List.of(), List.of()).breaker());
    assertEquals(7040, new Station(enrolment, Wiring.NONE).breaker());
    assertEquals(Set.of(1), new Station(enrolment, Wiring.NONE).registration().wiring().circuit());
  }

  @Test
  void wiringThatCannotBeIsSaid() throws IOException {
    assertNull(
        EnrolmentFile.read(
            file(
                """
                {"station":"dongguan-01","hub":"mqtts://hub.example:8883","secret":"s3cret",
                 "bays":[{"number":1,"use":"e-bike","low":"yes"}],"breaker":-1}
                """),
            problems));
    assertEquals(2, problems.size(), problems::toString);
  }

  @Test
  void whatIsNoJsonOrNotThereIsSaid() throws IOException {
    assertNull(EnrolmentFile.read(file("[1"), problems));
    assertNull(EnrolmentFile.read(file("[1]"), problems));
    assertNull(EnrolmentFile.read(dir.resolve("absent"), problems));
    assertEquals(3, problems.size());
  }

  @Test
  void anEndpointOffLoopbackNeedsPasswords() {
    assertEquals(0, LocalAddress.parse("localhost:0", Map.of()).port());
    assertThrows(
        IllegalArgumentException.class, () -> LocalAddress.parse("0.0.0.0:1884", Map.of()));
    assertEquals(1884, LocalAddress.parse("0.0.0.0:1884", Map.of("plug", "pw")).port());
    for (String bad : List.of("1884", "localhost:x", "localhost:70000", ":1")) {
      assertThrows(IllegalArgumentException.class, () -> LocalAddress.parse(bad, Map.of()), bad);
    }
  }
}
