package cn.yizhan.bench.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a demonstration keeps what it needs to go on after a restart. */
record DemoFolder(Path root) {
  private static final String MARK = "demo.txt";

  /**
   * Opens the folder.
   *
   * @param fresh whether to begin with nothing
   * @throws IOException when it holds something else
   */
  static DemoFolder open(Path root, boolean fresh) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    DemoFolder folder = new DemoFolder(absolute);
    if (Files.isDirectory(absolute) && !Files.exists(folder.mark()) && !empty(absolute)) {
      throw new IOException(absolute + " holds something else than a demonstration");
    }
    if (fresh && Files.exists(absolute)) {
      delete(absolute);
    }
    Files.createDirectories(folder.enrolments());
    Files.createDirectories(folder.agents());
    Files.createDirectories(folder.hub());
    Files.writeString(folder.mark(), "Data of ./yizhan demo; may be deleted.\n");
    return folder;
  }

  Path hub() {
    return root.resolve("hub");
  }

  Path agents() {
    return root.resolve("agents");
  }

  Path enrolments() {
    return root.resolve("enrolments");
  }

  Path enrolment(String station) {
    return enrolments().resolve(station + ".json");
  }

  Path endpoints() {
    return root.resolve("endpoints.json");
  }

  /** The token the demonstration keeps for itself and for what it tells people to try. */
  Path token() {
    return root.resolve("token");
  }

  Path log(String of) {
    return root.resolve(of + ".log");
  }

  /** The JSON of a file, or null when there is none. */
  static @Nullable JsonObject read(Path file) throws IOException {
    return Files.exists(file) ? new JsonObject(Files.readString(file)) : null;
  }

  /** Writes JSON that holds secrets: nobody else may read it. */
  static void write(Path file, JsonObject json) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, json.encodePrettily() + "\n");
  }

  private Path mark() {
    return root.resolve(MARK);
  }

  private static boolean empty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
