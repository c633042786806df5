package cn.yizhan.protocol.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.yizhan.protocol.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One golden file.
 *
 * @param kind folder of its kind
 * @param good whether it is understood
 * @param file where it lies
 */
record Golden(String kind, boolean good, Path file) {
  private static final String BARE_PACK = "pack";

  /** All golden files, in the order of their paths. */
  static List<Golden> all() {
    Path root = root();
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(file -> of(root.relativize(file), file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Golden of(Path name, Path file) {
    return new Golden(name.getName(0).toString(), name.getName(1).endsWith("good"), file);
  }

  byte[] bytes() {
    return read(file);
  }

  String expected() {
    return new String(read(Path.of(file.toString().replaceFirst("\\.json$", ".expect"))), UTF_8);
  }

  Decoded decode() {
    return decode(bytes());
  }

  /** Decodes bytes as what this file is. */
  Decoded decode(byte[] bytes) {
    if (kind.equals(BARE_PACK)) {
      return Codec.decodePack(bytes, Station.SCOPE, Station.RECEIVED);
    }
    Kind is = Objects.requireNonNull(Kind.of(kind), kind);
    return is.up()
        ? Codec.decodeUp(is, bytes, Station.SCOPE, Station.RECEIVED)
        : Codec.decodeDown(is, bytes);
  }

  @Override
  public String toString() {
    return kind + "/" + (good ? "good/" : "bad/") + file.getFileName();
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    URL url = Objects.requireNonNull(Golden.class.getResource("/golden"), "golden files");
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
