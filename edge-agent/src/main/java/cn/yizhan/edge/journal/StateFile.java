package cn.yizhan.edge.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a journal keeps what it knows of itself. */
final class StateFile implements Closeable {
  static final String NAME = "state";

  private final @Nullable SlotFile slots;
  private final @Nullable JournalState found;

  private StateFile(@Nullable SlotFile slots) {
    this.slots = slots;
    this.found = slots == null ? null : JournalState.parse(slots.value());
  }

  /** Opens the file of a folder, creating it when it is not there. */
  static StateFile open(Path directory) throws IOException {
    return new StateFile(SlotFile.open(directory.resolve(NAME), JournalState.CAPACITY));
  }

  /** What the file of a folder holds, if there is one; nothing is written. */
  static StateFile look(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    return new StateFile(Files.exists(file) ? SlotFile.look(file, JournalState.CAPACITY) : null);
  }

  /** The state it was opened with, null when there was none or it cannot be read. */
  @Nullable JournalState found() {
    return found;
  }

  /** What could not be read of it. */
  List<Damage> damages() {
    if (slots == null) {
      return List.of();
    }
    byte[] value = slots.value();
    return value != null && found == null
        ? List.of(new Damage(NAME, 0, value.length, Damage.Sort.DAMAGED))
        : slots.damages();
  }

  void save(JournalState state, boolean durable) throws IOException {
    if (slots == null) {
      throw new IOException("only looked at");
    }
    slots.save(state.bytes(), durable);
  }

  @Override
  public void close() throws IOException {
    if (slots != null) {
      slots.close();
    }
  }
}
