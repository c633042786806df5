package cn.yizhan.protocol.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Rules for packages that only compute. */
public final class Purity {
  private static final String[] INPUT_AND_OUTPUT = {
    "java.net..",
    "java.nio.file..",
    "java.nio.channels..",
    "java.sql..",
    "javax.net..",
    "io.vertx..",
    "io.netty..",
    "io.micrometer..",
    "org.postgresql..",
    "org.slf4j.."
  };

  private static final Set<String> CLOCK_METHODS =
      Set.of("now", "currentTimeMillis", "nanoTime", "systemUTC", "systemDefaultZone", "system");

  private static final Set<String> CLOCK_OWNERS = Set.of("java.lang.System", "java.time.");

  private Purity() {}

  /** No network, files, database or framework; streams in memory and resources are allowed. */
  public static ArchRule noInputOrOutput(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(INPUT_AND_OUTPUT)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*")
        .because("what only computes can be tested without a machine around it")
        .allowEmptyShould(true);
  }

  /** Time is passed in. */
  public static ArchRule noClock(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .accessTargetWhere(DescribedPredicate.describe("the clock is read", Purity::readsClock))
        .because("time is passed in, so that the same input gives the same result")
        .allowEmptyShould(true);
  }

  /** A call, or a method reference: somebody will call that. */
  private static boolean readsClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return CLOCK_METHODS.contains(access.getName())
        && CLOCK_OWNERS.stream().anyMatch(owner::startsWith);
  }

  /** Only the named packages may depend on a library. */
  public static ArchRule onlyIn(String[] packages, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .allowEmptyShould(true);
  }

  /** The first packages know nothing of the second. */
  public static ArchRule unaware(String[] packages, String... others) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true);
  }
}
