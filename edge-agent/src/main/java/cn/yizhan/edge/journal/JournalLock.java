package cn.yizhan.edge.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second process, and a second agent of this one, out of a journal's folder. */
final class JournalLock implements Closeable {
  private final FileChannel channel;

  private JournalLock(FileChannel channel) {
    this.channel = channel;
  }

  static JournalLock take(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new JournalInUseException(
          "the journal in " + directory + " is in use by another agent");
    }
    return new JournalLock(channel);
  }

  /**
   * Looks whether somebody works in a folder that may not be writable; nothing is kept.
   *
   * @throws JournalInUseException when somebody does
   */
  static void look(Path directory) throws IOException {
    Path file = directory.resolve("lock");
    if (Files.notExists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      @Nullable FileLock lock;
      try {
        lock = channel.tryLock(0, Long.MAX_VALUE, true);
      } catch (OverlappingFileLockException e) {
        lock = null;
      }
      if (lock == null) {
        throw new JournalInUseException(
            "the journal in " + directory + " is in use by another agent");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
