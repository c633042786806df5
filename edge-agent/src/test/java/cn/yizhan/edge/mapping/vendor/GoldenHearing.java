package cn.yizhan.edge.mapping.vendor;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.yizhan.edge.mapping.Dialects;
import cn.yizhan.edge.mapping.Moment;
import cn.yizhan.edge.mapping.Publish;
import cn.yizhan.edge.mapping.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One golden file: messages in a vendor's documented shape, and what is understood of each.
 *
 * <p>A line {@code > topic} or {@code >retained topic} begins a message, the lines below are its
 * text. A line {@code = device point value} is a value, with its age in seconds behind it when it
 * is not of its receipt; {@code ? why device key} is a puzzle. Lines with {@code #} are comments.
 *
 * @param file where it lies
 */
record GoldenHearing(Path file) {
  /** When everything is heard. */
  static final Moment NOW = new Moment(1_795_392_000_000L, 1_795_392_000_000L);

  /** All files, in the order of their paths. */
  static List<GoldenHearing> all() {
    try {
      Path root =
          Path.of(Objects.requireNonNull(GoldenHearing.class.getResource("/golden")).toURI());
      try (Stream<Path> files = Files.walk(root)) {
        return files
            .filter(file -> file.toString().endsWith(".txt"))
            .sorted()
            .map(GoldenHearing::new)
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  String expected() {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file as it would be if what is understood now were right. */
  String heard() {
    Dialects dialects = WiredStation.dialects();
    StringBuilder all = new StringBuilder();
    StringBuilder text = new StringBuilder();
    String topic = "";
    for (String line : expected().split("\n", -1)) {
      if (line.startsWith("= ") || line.startsWith("? ")) {
        continue;
      }
      if (line.startsWith(">") || line.isEmpty()) {
        all.append(said(dialects, topic, text));
        topic = line;
        all.append(line).append('\n');
        text.setLength(0);
      } else {
        if (!line.startsWith("#")) {
          text.append(text.length() == 0 ? "" : "\n").append(line);
        }
        all.append(line).append('\n');
      }
    }
    return all.append(said(dialects, topic, text)).toString().stripTrailing() + "\n";
  }

  private static String said(Dialects dialects, String line, StringBuilder text) {
    if (line.isEmpty()) {
      return "";
    }
    boolean retained = line.startsWith(">retained ");
    String topic = line.substring(line.indexOf(' ') + 1);
    Said said = dialects.read(new Publish(topic, text.toString(), retained), NOW);
    StringBuilder shown = new StringBuilder();
    for (Said.Value value : said.values()) {
      shown.append("= " + value.device() + " " + value.point() + " " + number(value.value()));
      if (value.at() != Said.NOW) {
        shown.append(" " + (NOW.wall() - value.at()) / 1000);
      }
      shown.append('\n');
    }
    for (Said.Puzzle puzzle : said.puzzles()) {
      shown.append("? " + puzzle.why() + " " + puzzle.device() + " " + puzzle.key() + "\n");
    }
    return shown.toString();
  }

  private static String number(double value) {
    double rounded = Math.round(value * 1e6) / 1e6;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  @Override
  public String toString() {
    Path folder = Objects.requireNonNull(file.getParent());
    return folder.getFileName() + "/" + file.getFileName();
  }
}
