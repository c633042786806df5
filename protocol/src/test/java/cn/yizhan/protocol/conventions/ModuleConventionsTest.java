package cn.yizhan.protocol.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks find what they are for. */
class ModuleConventionsTest {
  @Test
  void aLongFileAnUnmarkedPackageAndAnUnfinishedFileAreFound(@TempDir Path module)
      throws IOException {
    Path main = Files.createDirectories(module.resolve("src/main/java/a"));
    Path test = Files.createDirectories(module.resolve("src/test/java/b"));
    Files.writeString(main.resolve("package-info.java"), "@NullMarked\npackage a;\n", UTF_8);
    Files.writeString(main.resolve("Long.java"), "\n".repeat(301), UTF_8);
    Files.writeString(test.resolve("Half.java"), "// TO" + "DO\n", UTF_8);
    Path resources = Files.createDirectories(module.resolve("src/main/resources"));
    Files.writeString(resources.resolve("long.js"), "\n".repeat(302), UTF_8);
    Files.writeString(resources.resolve("data.json"), "\n".repeat(999), UTF_8);
    Sources sources = new Sources(module);
    assertEquals(
        List.of("src/main/java/a/Long.java: 301 lines", "src/main/resources/long.js: 302 lines"),
        sources.longerThan(300));
    assertEquals(Set.of("b"), sources.packagesNotNullMarked());
    assertEquals(List.of("src/test/java/b/Half.java"), sources.unfinished());
  }

  @Test
  void aGreedyConstructorIsFoundAndOneOfAnInnerClassIsCountedAsWritten() {
    ArchRule rule = classes().should(Classes.haveConstructorsOfAtMost(2, 3));
    rule.check(imported(Inner.class, Three.class));
    JavaClasses greedy = imported(Greedy.class);
    assertThrows(AssertionError.class, () -> rule.check(greedy));
  }

  @Test
  void anEmptyNameIsFound() {
    ArchRule rule = classes().should(Classes.notBeNamedWith(List.of("Greedy")));
    JavaClasses greedy = imported(Greedy.class);
    assertThrows(AssertionError.class, () -> rule.check(greedy));
  }

  @Test
  void readingTheClockAndTouchingFilesAreFound() {
    JavaClasses impure = imported(Impure.class);
    String here = "cn.yizhan.protocol.conventions";
    assertThrows(AssertionError.class, () -> Purity.noClock(here).check(impure));
    assertThrows(AssertionError.class, () -> Purity.noInputOrOutput(here).check(impure));
    JavaClasses sly = imported(Sly.class);
    assertThrows(AssertionError.class, () -> Purity.noClock(here).check(sly));
    Purity.noClock(here).check(imported(Three.class));
    Purity.noInputOrOutput(here).check(imported(Three.class));
  }

  private static JavaClasses imported(Class<?>... types) {
    return new ClassFileImporter().importClasses(types);
  }

  /** Has as many components as the rule of the test allows. */
  record Three(int a, int b, int c) {}

  /** Has one parameter too many. */
  static class Greedy {
    Greedy(int a, int b, int c) {}
  }

  /** Is handed the test around it besides its two parameters. */
  class Inner {
    final ModuleConventionsTest around = ModuleConventionsTest.this;

    Inner(int a, int b) {}
  }

  /** Does what pure code does not. */
  static class Impure {
    long size(Path file) throws IOException {
      return Files.size(file) + System.nanoTime();
    }
  }

  /** Hands the clock to somebody who will read it. */
  static class Sly {
    final LongSupplier clock = System::currentTimeMillis;
  }
}
