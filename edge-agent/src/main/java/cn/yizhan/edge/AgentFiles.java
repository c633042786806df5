package cn.yizhan.edge;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.Boots;
import cn.yizhan.edge.journal.Damage;
import cn.yizhan.edge.journal.SlotFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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

/**
 * The small things an agent keeps beside its journal, written on the journal's thread. They are
 * read once, whether the disk can be written or not; what cannot be written is tried anew each
 * time.
 */
final class AgentFiles {
  /** What is kept. */
  enum Kept {
    LATCHES("latches", 32 * 1024),
    COMMANDS("commands", 64 * 1024),
    CONFIG("config", 64 * 1024),
    DEVICES("devices", 16 * 1024),
    BAYS("bays", 16 * 1024),
    SESSIONS("sessions", 64 * 1024),
    ZIGBEE("zigbee", 64 * 1024),
    BOOTS("boots", Boots.CAPACITY);

    private final String file;
    private final int capacity;

    Kept(String file, int capacity) {
      this.file = file;
      this.capacity = capacity;
    }
  }

  private static final long REJECTED_BYTES = 1 << 20;

  /** What was found of something kept. */
  private static final class Found {
    final byte @Nullable [] value;
    final List<Damage> damages;

    Found(byte @Nullable [] value, List<Damage> damages) {
      this.value = value;
      this.damages = damages;
    }
  }

  private final AsyncJournal journal;
  private final Context context;
  private final Path directory;

  /** Belongs to the journal's thread. */
  private final Map<Kept, SlotFile> slots = new EnumMap<>(Kept.class);

  private final Map<Kept, Found> found = new EnumMap<>(Kept.class);
  private final Future<Void> loaded;
  private final Promise<Void> released = Promise.promise();

  private AgentFiles(AsyncJournal journal, Context context, Path directory) {
    this.journal = journal;
    this.context = context;
    this.directory = directory;
    this.loaded =
        Future.fromCompletionStage(journal.run(this::load), context)
            .onSuccess(found::putAll)
            .mapEmpty();
  }

  /** Reads the files; done when they are read. */
  static Future<AgentFiles> open(AsyncJournal journal, Context context, Path directory) {
    AgentFiles files = begin(journal, context, directory);
    files.release();
    return files.loaded.map(files);
  }

  /**
   * Begins to read the files. Nothing is written before {@link #release()}, so that nobody writes
   * over what he has not seen.
   */
  static AgentFiles begin(AsyncJournal journal, Context context, Path directory) {
    return new AgentFiles(journal, context, directory);
  }

  /** Done when the files have been read. */
  Future<Void> loaded() {
    return loaded;
  }

  /** What was found has been taken over: from now on it may be written over. */
  void release() {
    released.tryComplete();
  }

  private Map<Kept, Found> load() {
    Map<Kept, Found> all = new EnumMap<>(Kept.class);
    for (Kept kept : Kept.values()) {
      Path path = directory.resolve(kept.file);
      try {
        SlotFile slot = SlotFile.open(path, kept.capacity);
        slots.put(kept, slot);
        all.put(kept, new Found(slot.value(), slot.damages()));
      } catch (IOException notWritable) {
        if (!Files.notExists(path)) {
          all.put(kept, look(kept, path));
        }
      }
    }
    return all;
  }

  private static Found look(Kept kept, Path path) {
    try {
      SlotFile slot = SlotFile.look(path, kept.capacity);
      return new Found(slot.value(), slot.damages());
    } catch (IOException e) {
      return new Found(null, List.of(new Damage(kept.file, 0, 0, Damage.Sort.DAMAGED)));
    }
  }

  /** What is kept, or null. */
  byte @Nullable [] value(Kept kept) {
    Found there = found.get(kept);
    return there == null ? null : there.value;
  }

  /** True when what was kept, or what was kept last, may be missing. */
  boolean damaged(Kept kept) {
    Found there = found.get(kept);
    return there != null && !there.damages.isEmpty();
  }

  /** What could not be read. */
  List<Damage> damages() {
    return found.values().stream().flatMap(there -> there.damages.stream()).toList();
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
    return released
        .future()
        .compose(
            free ->
                run(
                    () -> {
                      SlotFile slot = slots.get(kept);
                      if (slot == null) {
                        slot = SlotFile.open(directory.resolve(kept.file), kept.capacity);
                        slots.put(kept, slot);
                      }
                      slot.save(value, true);
                    }))
        .onSuccess(durable -> found.put(kept, new Found(value, List.of())));
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
