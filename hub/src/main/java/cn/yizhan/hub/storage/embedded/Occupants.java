package cn.yizhan.hub.storage.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether processes work in a data directory: a server and its back ends all do. */
final class Occupants {
  private Occupants() {}

  /** Whether any process works in the directory, or may: one that cannot be looked into counts. */
  static boolean anyIn(Path data) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (worksIn(process, data)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean worksIn(Path process, Path data) {
    try {
      return Files.isSameFile(process.resolve("cwd"), data);
    } catch (IOException closedOrGone) {
      return looksLikeServer(process);
    }
  }

  // the command line of another user's process can be read, its directory cannot
  private static boolean looksLikeServer(Path process) {
    try {
      String command = Files.readString(process.resolve("cmdline"), UTF_8);
      String program = command.split("[\0 ]", 2)[0];
      return program.startsWith("postgres:") || program.endsWith("/postgres");
    } catch (IOException gone) {
      return false;
    }
  }
}
