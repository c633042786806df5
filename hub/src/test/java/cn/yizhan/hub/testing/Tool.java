package cn.yizhan.hub.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Programs that some tests need and Maven does not bring. */
public final class Tool {
  /** When this is {@code true} in the environment, a machine without such a program fails. */
  public static final String REQUIRED = "YIZHAN_REQUIRE_TOOLS";

  private Tool() {}

  /** Skips the test, saying so, on a machine that lacks the program and needs none. */
  public static void needs(String program) {
    needs(program, System.getenv("PATH"), "true".equals(System.getenv(REQUIRED)));
  }

  static void needs(String program, String path, boolean required) {
    boolean found =
        Stream.of(path.split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    if (found) {
      return;
    }
    String missing = program + " is not installed";
    if (required) {
      throw new AssertionError(missing + ", and " + REQUIRED + " is true");
    }
    System.err.println("SKIPPED: " + missing + "; set " + REQUIRED + "=true to forbid this");
    throw new TestAbortedException(missing);
  }
}
