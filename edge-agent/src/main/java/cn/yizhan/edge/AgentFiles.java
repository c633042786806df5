package cn.yizhan.edge;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.Damage;
import cn.yizhan.edge.journal.SlotFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The small things an agent keeps beside its journal, written on the journal's thread. */
final class AgentFiles {
  /** What is kept. */
  enum Kept {
    LATCHES("latches", 32 * 1024),
    COMMANDS("commands", 64 * 1024),
    CONFIG("config", 64 * 1024),
    DEVICES("devices", 16 * 1024),
    BAYS("bays", 16 * 1024),
    SESSIONS("sessions", 64 * 1024);

    private final String file;
    private final int capacity;

    Kept(String file, int capacity) {
      this.file = file;
      this.capacity = capacity;
    }
  }

  private static final long REJECTED_BYTES = 1 << 20;

  private final AsyncJournal journal;
  private final Context context;
  private final Path directory;
  private final Map<Kept, SlotFile> slots;

  private AgentFiles(
      AsyncJournal journal, Context context, Path directory, Map<Kept, SlotFile> slots) {
    this.journal = journal;
    this.context = context;
    this.directory = directory;
    this.slots = slots;
  }

  static Future<AgentFiles> open(AsyncJournal journal, Context context, Path directory) {
    return Future.fromCompletionStage(
        journal.run(
            () -> {
              Map<Kept, SlotFile> slots = new EnumMap<>(Kept.class);
              for (Kept kept : Kept.values()) {
                slots.put(kept, SlotFile.open(directory.resolve(kept.file), kept.capacity));
              }
              return new AgentFiles(journal, context, directory, slots);
            }),
        context);
  }

  /** What was kept, or null. */
  byte @Nullable [] value(Kept kept) {
    SlotFile slot = slots.get(kept);
    return slot == null ? null : slot.value();
  }

  /** True when what was kept, or what was kept last, may be missing. */
  boolean damaged(Kept kept) {
    SlotFile slot = slots.get(kept);
    return slot != null && !slot.damages().isEmpty();
  }

  /** What could not be read. */
  List<Damage> damages() {
    return slots.values().stream().flatMap(slot -> slot.damages().stream()).toList();
  }

  /** The names of the files and the capacity of each. */
  static Map<String, Integer> capacities() {
    Map<String, Integer> capacities = new TreeMap<>();
    for (Kept kept : Kept.values()) {
      capacities.put(kept.file, kept.capacity);
    }
    return capacities;
  }

  /** Keeps a value; done when it is durable. */
  Future<Void> save(Kept kept, byte[] value) {
    return run(
        () -> {
          SlotFile slot = slots.get(kept);
          if (slot != null) {
            slot.save(value, true);
          }
        });
  }

  /** Keeps lines about input that was refused; the oldest go when there are too many. */
  Future<Void> keepRejected(String lines) {
    return run(
        () -> {
          Path file = directory.resolve("rejected.jsonl");
          if (Files.exists(file) && Files.size(file) > REJECTED_BYTES) {
            Files.move(
                file, directory.resolve("rejected.1.jsonl"), StandardCopyOption.REPLACE_EXISTING);
          }
          Files.write(
              file,
              lines.getBytes(StandardCharsets.UTF_8),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
        });
  }

  /** Writes a page into the folder. */
  Future<Void> write(String name, String text) {
    return run(() -> Files.writeString(directory.resolve(name), text));
  }

  Future<Void> close() {
    return run(
        () -> {
          for (SlotFile slot : slots.values()) {
            slot.close();
          }
        });
  }

  private interface Work {
    void run() throws IOException;
  }

  private Future<Void> run(Work work) {
    return Future.fromCompletionStage(
        journal.run(
            () -> {
              work.run();
              return null;
            }),
        context);
  }
}
