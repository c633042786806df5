package cn.yizhan.hub.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Files that only their owner may read (mode 0600). */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PrivateFile() {}

  /**
   * Writes a new file, on disk when this returns.
   *
   * @throws FileAlreadyExistsException when there is one of that name
   * @throws IOException when it cannot be written
   */
  public static void create(Path file, String text) throws IOException {
    Path written = write(file, text);
    try {
      // A link fails when the name is taken and never shows a half-written file.
      Files.createLink(file, written);
    } finally {
      Files.delete(written);
    }
    syncDirectory(file);
  }

  /**
   * Writes a file in place of the one of that name, if any; readers see the old or the new one
   * whole.
   *
   * @throws IOException when it cannot be written
   */
  public static void replace(Path file, String text) throws IOException {
    Files.move(write(file, text), file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file);
  }

  /**
   * Refuses a file that group or others may read.
   *
   * @throws IOException when they may
   */
  public static void requirePrivate(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
      throw new IOException(file + " holds secrets and must have mode 0600");
    }
  }

  private static Path write(Path file, String text) throws IOException {
    Path directory = directory(file);
    Path temporary = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID());
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(temporary, options, ownerOnly(directory))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return temporary;
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
    return Files.getFileStore(directory).supportsFileAttributeView(PosixFileAttributeView.class)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static void syncDirectory(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(directory(file), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
