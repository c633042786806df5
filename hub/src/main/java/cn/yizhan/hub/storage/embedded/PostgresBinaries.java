package cn.yizhan.hub.storage.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * The server's programs, unpacked from the archive on the class path into a directory of their own.
 *
 * @param bin directory of {@code postgres} and {@code initdb}
 */
record PostgresBinaries(Path bin) {

  /** The one major version whose data directories this hub opens. */
  static final int MAJOR = 18;

  /**
   * Unpacks the archive for this machine under a directory, unless that was done before. Other
   * versions there are removed.
   *
   * @throws IOException when this machine has no archive, or it cannot be written
   */
  static PostgresBinaries unpack(Path under) throws IOException {
    String resource = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path home = under.resolve("runtime-" + MAJOR + "-" + fingerprint(resource));
    if (!Files.isDirectory(home)) {
      removeOthers(under);
      Path fresh = Files.createTempDirectory(under, "unpacking-");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      extract(resource, fresh);
      Files.move(fresh, home);
    }
    return new PostgresBinaries(home.resolve("bin"));
  }

  /** Path of one program. */
  String program(String name) {
    return bin.resolve(name).toString();
  }

  static String resource(String os, String architecture) throws IOException {
    String name =
        switch (architecture.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> "";
        };
    if (!os.equalsIgnoreCase("linux") || name.isEmpty()) {
      throw new IOException(
          "no PostgreSQL comes with the hub for "
              + os
              + " on "
              + architecture
              + "; name a server with --database");
    }
    return "/postgres-linux-" + name + ".txz";
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = PostgresBinaries.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException("the class path lacks the PostgreSQL archive " + resource);
    }
    return in;
  }

  private static String fingerprint(String resource) throws IOException {
    try (InputStream in = open(resource)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  // tar keeps modes and links and is part of every Linux base system; only xz may be missing there
  private static void extract(String resource, Path into) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-x", "--no-same-owner", "-f", "-", "-C", into.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    try (InputStream in = new XZInputStream(open(resource));
        OutputStream out = tar.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      tar.destroyForcibly();
      throw new IOException("PostgreSQL could not be unpacked under " + into, e);
    }
    String said = new String(tar.getInputStream().readAllBytes(), UTF_8);
    try {
      if (!tar.waitFor(60, TimeUnit.SECONDS) || tar.exitValue() != 0) {
        throw new IOException("PostgreSQL could not be unpacked under " + into + ": " + said);
      }
    } catch (InterruptedException e) {
      tar.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while unpacking PostgreSQL", e);
    }
  }

  private static void removeOthers(Path under) throws IOException {
    try (Stream<Path> found = Files.list(under)) {
      for (Path path : found.toList()) {
        String name = path.getFileName().toString();
        if (name.startsWith("runtime-") || name.startsWith("unpacking-")) {
          Trees.remove(path);
        }
      }
    }
  }
}
