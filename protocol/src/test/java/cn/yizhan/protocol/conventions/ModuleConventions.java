package cn.yizhan.protocol.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every module keeps to. A module checks itself by extending this class in its tests. */
public abstract class ModuleConventions {
  /** Lines of one source file, tests included. */
  public static final int MAX_LINES = 300;

  /** Parameters of one constructor. */
  public static final int MAX_PARAMETERS = 6;

  /** Components of one record. */
  public static final int MAX_COMPONENTS = 8;

  private static final List<String> EMPTY_NAMES =
      List.of("Impl", "Manager", "Helper", "Util", "Utils", "Service", "Dto", "DTO", "Verticle");

  @Test
  void noFileIsLongerThanAnyoneReads() {
    assertEquals(List.of(), Sources.here().longerThan(MAX_LINES));
  }

  @Test
  void everyPackageIsNullMarked() {
    assertEquals(Set.of(), Sources.here().packagesNotNullMarked());
  }

  @Test
  void noFileIsLeftUnfinished() {
    assertEquals(List.of(), Sources.here().unfinished());
  }

  @Test
  void noConstructorTakesMoreThanItNeeds() {
    classes()
        .should(Classes.haveConstructorsOfAtMost(MAX_PARAMETERS, MAX_COMPONENTS))
        .allowEmptyShould(true)
        .check(Classes.production());
  }

  @Test
  void namesAreNounsOfTheDomain() {
    for (JavaClasses imported : List.of(Classes.production(), Classes.tests())) {
      classes().should(Classes.notBeNamedWith(EMPTY_NAMES)).allowEmptyShould(true).check(imported);
    }
  }
}
