package cn.yizhan.edge.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks through a journal's files and changes nothing. */
public final class JournalCheck {
  private JournalCheck() {}

  /**
   * What opening the journal, and the slot files beside it, would find.
   *
   * @param directory the journal's folder
   * @param slots the slot files that others keep there, and the capacity of each
   * @throws IOException when it cannot be read
   */
  public static Recovery of(Path directory, Map<String, Integer> slots) throws IOException {
    Recovery journal =
        JournalOpening.of(directory, StateFile.look(directory), "none", true).recovery();
    List<Damage> damages = new ArrayList<>(journal.damages());
    for (Map.Entry<String, Integer> slot : slots.entrySet()) {
      Path file = directory.resolve(slot.getKey());
      if (Files.exists(file)) {
        damages.addAll(SlotFile.look(file, slot.getValue()).damages());
      }
    }
    return new Recovery(journal.records(), List.copyOf(damages), journal.lost());
  }
}
