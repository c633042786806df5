package cn.yizhan.edge.journal;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.Lost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Small journals whose records are texts. */
final class JournalFixture {
  static final JournalLimits LIMITS = new JournalLimits(1 << 20, 128 * 1024);
  static final long NOW = 1_795_392_000_000L;

  private JournalFixture() {}

  static byte[] loss(Lost lost) {
    return utf8(
        "lost " + lost.lane().word() + " " + lost.from() + ".." + lost.to() + " " + lost.reason());
  }

  static Journal open(Path directory) throws IOException {
    return Journal.open(directory, LIMITS, () -> NOW, JournalFixture::loss);
  }

  static void append(Journal journal, Lane lane, String... bodies) throws IOException {
    for (String body : bodies) {
      journal.append(lane, utf8(body), false, null);
    }
    journal.commit();
    journal.mark();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The unacknowledged records as {@code seq:body}. */
  static List<String> held(Journal journal, Lane lane) throws IOException {
    List<String> texts = new ArrayList<>();
    for (JournalRecord record : journal.read(lane, 1, 100_000)) {
      texts.add(record.seq() + ":" + new String(record.body(), StandardCharsets.UTF_8));
    }
    return texts;
  }

  static List<Path> segments(Path directory, Lane lane) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> String.valueOf(f.getFileName()).startsWith(lane.word() + "-"))
          .sorted()
          .toList();
    }
  }

  /** A copy of the folder as it is now, as a power failure or an image would leave it. */
  static Path image(Path directory, Path copy) throws IOException {
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, copy.resolve(file.getFileName()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return copy;
  }
}
