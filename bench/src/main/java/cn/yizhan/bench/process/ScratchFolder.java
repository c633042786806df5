package cn.yizhan.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new folder for what a benchmark leaves behind. */
public final class ScratchFolder {
  private ScratchFolder() {}

  /**
   * Makes one.
   *
   * @throws IOException when it cannot be made
   */
  public static Path make() throws IOException {
    return Files.createTempDirectory("yizhan-bench-");
  }

  /**
   * Deletes one with all that is in it.
   *
   * @throws IOException when something cannot be deleted
   */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /**
   * Bytes of all files of a folder.
   *
   * @throws IOException when it cannot be read
   */
  public static long bytes(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).mapToLong(ScratchFolder::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
