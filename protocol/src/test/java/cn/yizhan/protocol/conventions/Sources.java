package cn.yizhan.protocol.conventions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The source files of one module.
 *
 * @param module folder of the module
 */
record Sources(Path module) {
  private static final List<String> ROOTS = List.of("src/main/java", "src/test/java");
  private static final Pattern UNFINISHED = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME)\\b");
  private static final Set<String> JAVA = Set.of("java");
  private static final Set<String> CODE = Set.of("java", "js", "css", "sh");
  private static final String PACKAGE_INFO = "package-info.java";

  /** The module whose tests are running. */
  static Sources here() {
    return new Sources(Path.of(System.getProperty("basedir", "")).toAbsolutePath());
  }

  /** Files of code, of whichever language, of more lines than allowed, with their number. */
  List<String> longerThan(int lines) {
    List<String> found = new ArrayList<>();
    for (Path file : filesUnder("src", CODE)) {
      long count = text(file).lines().count();
      if (count > lines) {
        found.add(module.relativize(file) + ": " + count + " lines");
      }
    }
    return found;
  }

  /** Files that say of themselves that they are not finished. */
  List<String> unfinished() {
    return files().stream()
        .filter(file -> UNFINISHED.matcher(text(file)).find())
        .map(file -> module.relativize(file).toString())
        .toList();
  }

  /** Packages without a null-marked package-info in the main or the test sources. */
  Set<String> packagesNotNullMarked() {
    Set<String> packages = new TreeSet<>();
    Set<String> marked = new TreeSet<>();
    for (String root : ROOTS) {
      for (Path file : filesUnder(root, JAVA)) {
        Path name = module.resolve(root).relativize(file);
        String folder =
            name.getNameCount() == 1 ? "" : name.subpath(0, name.getNameCount() - 1).toString();
        packages.add(folder);
        if (file.endsWith(PACKAGE_INFO) && text(file).contains("@NullMarked")) {
          marked.add(folder);
        }
      }
    }
    packages.removeAll(marked);
    return packages;
  }

  private List<Path> files() {
    return ROOTS.stream().flatMap(root -> filesUnder(root, JAVA).stream()).toList();
  }

  private List<Path> filesUnder(String root, Set<String> endings) {
    Path folder = module.resolve(root);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> endings.contains(ending(file))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ending(Path file) {
    String name = file.toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String text(Path file) {
    try {
      return Objects.requireNonNull(Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
