package cn.yizhan.edge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.yizhan.edge.Enrolment;
import cn.yizhan.edge.stationfile.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnrolCommandTest {
  @TempDir Path dir;
  private final List<String> told = new ArrayList<>();

  /** Somebody who answers with these, then goes away. */
  private Questions answers(String... answers) {
    Deque<String> left = new ArrayDeque<>(List.of(answers));
    return new Questions() {
      @Override
      public @Nullable String ask(String question) {
        return left.poll();
      }

      @Override
      public @Nullable String secret(String question) {
        return left.poll();
      }

      @Override
      public void tell(String text) {
        told.add(text);
      }
    };
  }

  private Path output() {
    return dir.resolve("station.enrol");
  }

  @Test
  void whatIsTypedBecomesAFileThatOnlyItsOwnerReads() throws IOException {
    int status =
        EnrolCommand.run(
            answers("mqtts://hub.example:443", "203.0.113.7", "dongguan-01", "s3cret", ""),
            Language.EN,
            output());
    assertEquals(0, status);
    Enrolment read = Enrolment.read(output());
    assertEquals("dongguan-01", read.account().station().value());
    assertEquals("s3cret", read.account().secret());
    assertEquals(
        "mqtts://hub.example:443 by way of 203.0.113.7:443", read.account().hub().toString());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(output())));
  }

  @Test
  void aBadAnswerIsSaidAndAskedForAgain() throws IOException {
    Path noCertificate = Files.writeString(dir.resolve("ca.pem"), "hello");
    int status =
        EnrolCommand.run(
            answers(
                "hub.example",
                "mqtts://hub.example",
                "",
                "Dongguan 01",
                "dongguan-01",
                " ",
                "s3cret",
                noCertificate.toString(),
                dir.resolve("absent").toString(),
                ""),
            Language.EN,
            output());
    assertEquals(0, status, told::toString);
    assertEquals(6, told.size(), told::toString);
  }

  @Test
  void nothingIsWrittenWhenSomebodyGoesAwayOrTheFileIsThere() throws IOException {
    assertEquals(
        2, EnrolCommand.run(answers("mqtts://hub.example", "", "x"), Language.EN, output()));
    assertFalse(Files.exists(output()));
    Files.writeString(output(), "kept");
    assertEquals(
        2,
        EnrolCommand.run(
            answers("mqtts://hub.example", "", "dongguan-01", "s", ""), Language.EN, output()));
    assertEquals("kept", Files.readString(output()));
  }
}
