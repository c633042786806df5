package cn.yizhan.edge.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small value that is replaced as a whole. Two slots are written in turn, so that a write that
 * was cut off leaves the value before it.
 */
public final class SlotFile implements Closeable {
  private static final int HEADER = 20;
  private static final int MARK = 0x595A5354;

  private final FileChannel channel;
  private final int slotBytes;
  private long generation;
  private byte @Nullable [] value;

  private SlotFile(FileChannel channel, int slotBytes) {
    this.channel = channel;
    this.slotBytes = slotBytes;
  }

  /**
   * Opens the file, creating it when it is not there.
   *
   * @param path where it is
   * @param capacity greatest number of bytes of a value; must be the same at each opening
   * @throws IOException when it cannot be read
   */
  public static SlotFile open(Path path, int capacity) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    SlotFile file = new SlotFile(channel, capacity + HEADER);
    file.load();
    return file;
  }

  /**
   * The value of a file that somebody else may hold open; nothing is written.
   *
   * @throws IOException when there is no such file or it cannot be read
   */
  static byte @Nullable [] peek(Path path, int capacity) throws IOException {
    try (SlotFile file =
        new SlotFile(FileChannel.open(path, StandardOpenOption.READ), capacity + HEADER)) {
      file.load();
      return file.value();
    }
  }

  /** The newest whole value, or null when there is none. */
  public byte @Nullable [] value() {
    return value == null ? null : value.clone();
  }

  /**
   * Replaces the value.
   *
   * @param next the value
   * @param durable true to survive a power failure from now on, false to survive the death of this
   *     process only
   * @throws IOException when it could not be written; the value before it is then the one that a
   *     later opening finds
   */
  public void save(byte[] next, boolean durable) throws IOException {
    if (next.length > slotBytes - HEADER) {
      throw new IOException("a value of " + next.length + " bytes does not fit");
    }
    long number = generation + 1;
    ByteBuffer slot = ByteBuffer.allocate(HEADER + next.length);
    slot.putInt(MARK).putLong(number).putInt(next.length).putInt(0).put(next).flip();
    slot.putInt(16, sum(slot, next.length));
    long at = (number & 1) * slotBytes;
    while (slot.hasRemaining()) {
      at += channel.write(slot, at);
    }
    if (durable) {
      channel.force(true);
    }
    generation = number;
    value = next.clone();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void load() throws IOException {
    for (int slot = 0; slot < 2; slot++) {
      ByteBuffer bytes = ByteBuffer.allocate(slotBytes);
      long at = (long) slot * slotBytes;
      int read;
      while (bytes.hasRemaining() && (read = channel.read(bytes, at)) > 0) {
        at += read;
      }
      bytes.flip();
      if (bytes.limit() < HEADER || bytes.getInt(0) != MARK) {
        continue;
      }
      int length = bytes.getInt(12);
      boolean whole =
          length >= 0
              && length <= bytes.limit() - HEADER
              && bytes.getInt(16) == sum(bytes, length)
              && (bytes.getLong(4) & 1) == slot;
      if (whole && bytes.getLong(4) > generation) {
        generation = bytes.getLong(4);
        byte[] found = new byte[length];
        bytes.get(HEADER, found);
        value = found;
      }
    }
  }

  private static int sum(ByteBuffer slot, int length) {
    CRC32C sum = new CRC32C();
    sum.update(slot.slice(4, 12));
    sum.update(slot.slice(HEADER, length));
    return (int) sum.getValue();
  }
}
