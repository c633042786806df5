package cn.yizhan.hub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The module's build folder, where tests leave logs and what later runs can use again. */
public final class BuildFolder {
  private BuildFolder() {}

  /** A path inside; the folder itself exists. */
  public static Path resolve(String name) {
    Path target = Path.of(System.getProperty("basedir", "."), "target");
    try {
      Files.createDirectories(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target.toAbsolutePath().normalize().resolve(name);
  }

  /** Where PostgreSQL's programs are unpacked, once for all tests of the module. */
  public static Path postgresPrograms() {
    return resolve("it-postgres-programs");
  }
}
