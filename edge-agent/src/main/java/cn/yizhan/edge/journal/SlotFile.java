package cn.yizhan.edge.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A small value that is replaced as a whole. Two slots are written in turn, so that a write that
 * was cut off leaves the value before it.
 */
public final class SlotFile implements Closeable {
  private static final int HEADER = 20;
  private static final int MARK = 0x595A5354;

  private final String name;
  private final Path path;
  private FileChannel channel;
  private boolean suspect;
  private final int slotBytes;
  private long generation;
  private byte @Nullable [] value;
  private List<Damage> damages = List.of();

  private SlotFile(Path path, FileChannel channel, int capacity) {
    this.path = path;
    this.name = String.valueOf(path.getFileName());
    this.channel = channel;
    this.slotBytes = capacity + HEADER;
  }

  /**
   * Opens the file, creating it when it is not there.
   *
   * @param path where it is
   * @param capacity greatest number of bytes of a value; must be the same at each opening
   * @throws IOException when it cannot be read
   */
  public static SlotFile open(Path path, int capacity) throws IOException {
    FileChannel channel = channel(path);
    SlotFile file = new SlotFile(path, channel, capacity);
    try {
      file.load();
      return file;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
  }

  /**
   * What is in a file that somebody else may hold open; nothing is written, and it is closed again.
   *
   * @throws IOException when there is no such file or it cannot be read
   */
  public static SlotFile look(Path path, int capacity) throws IOException {
    try (SlotFile file =
        new SlotFile(path, FileChannel.open(path, StandardOpenOption.READ), capacity)) {
      file.load();
      return file;
    }
  }

  /** The newest whole value, or null when there is none. */
  public byte @Nullable [] value() {
    return value == null ? null : value.clone();
  }

  /**
   * Slots that had been written and were not whole when the file was opened. One may be a write
   * that was cut off, or the newest value gone bad: the value then is the one before it, if there
   * is one.
   */
  public List<Damage> damages() {
    return damages;
  }

  /**
   * Replaces the value.
   *
   * @param next the value
   * @param durable true to survive a power failure from now on, false to survive the death of this
   *     process only
   * @throws IOException when it could not be written; the value before it is then the one that a
   *     later opening finds, and the next attempt opens the file anew
   */
  public void save(byte[] next, boolean durable) throws IOException {
    if (next.length > slotBytes - HEADER) {
      throw new IOException("a value of " + next.length + " bytes does not fit");
    }
    long number = generation + 1;
    ByteBuffer slot = ByteBuffer.allocate(HEADER + next.length);
    slot.putInt(MARK).putLong(number).putInt(next.length).putInt(0).put(next).flip();
    slot.putInt(16, sum(slot, next.length));
    if (suspect) {
      // The disk may have gone and come back: what was open before would lead nowhere.
      FileChannel fresh = channel(path);
      channel.close();
      channel = fresh;
    }
    suspect = true;
    long at = (number & 1) * slotBytes;
    while (slot.hasRemaining()) {
      at += channel.write(slot, at);
    }
    if (durable) {
      channel.force(true);
    }
    suspect = false;
    generation = number;
    value = next.clone();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void load() throws IOException {
    List<Damage> unreadable = new ArrayList<>();
    for (int slot = 0; slot < 2; slot++) {
      ByteBuffer bytes = read(slot);
      long number = wholeIn(bytes, slot);
      if (number > generation) {
        generation = number;
        value = new byte[bytes.getInt(12)];
        bytes.get(HEADER, value);
      } else if (number == 0 && (bytes.hasRemaining() || generation > 0)) {
        long at = (long) slot * slotBytes;
        unreadable.add(new Damage(name, at, bytes.limit(), Damage.Sort.DAMAGED));
      }
    }
    // The first value goes to the second slot: until there is another, the first slot is a hole.
    boolean first = generation == 1 && unreadable.size() == 1 && blank(read(0));
    damages = first ? List.of() : List.copyOf(unreadable);
  }

  private ByteBuffer read(int slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(slotBytes);
    long at = (long) slot * slotBytes;
    int read;
    while (bytes.hasRemaining() && (read = channel.read(bytes, at)) > 0) {
      at += read;
    }
    return bytes.flip();
  }

  /** The generation of the whole value in a slot, 0 when there is none. */
  private static long wholeIn(ByteBuffer bytes, int slot) {
    if (bytes.limit() < HEADER || bytes.getInt(0) != MARK) {
      return 0;
    }
    int length = bytes.getInt(12);
    long number = bytes.getLong(4);
    boolean whole =
        length >= 0
            && length <= bytes.limit() - HEADER
            && bytes.getInt(16) == sum(bytes, length)
            && (number & 1) == slot;
    return whole ? Math.max(number, 0) : 0;
  }

  private static boolean blank(ByteBuffer bytes) {
    boolean blank = true;
    for (int i = 0; i < bytes.limit() && blank; i++) {
      blank = bytes.get(i) == 0;
    }
    return blank;
  }

  private static int sum(ByteBuffer slot, int length) {
    CRC32C sum = new CRC32C();
    sum.update(slot.slice(4, 12));
    sum.update(slot.slice(HEADER, length));
    return (int) sum.getValue();
  }
}
