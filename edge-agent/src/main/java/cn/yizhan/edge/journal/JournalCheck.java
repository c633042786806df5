package cn.yizhan.edge.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks through a journal's files and changes nothing. */
public final class JournalCheck {
  private JournalCheck() {}

  /**
   * What opening the journal would find.
   *
   * @param directory the journal's folder
   * @throws IOException when it cannot be read
   */
  public static Recovery of(Path directory) throws IOException {
    Path file = directory.resolve(JournalOpening.STATE);
    byte[] state = Files.exists(file) ? SlotFile.peek(file, JournalState.CAPACITY) : null;
    return JournalOpening.of(directory, JournalState.parse(state), "none").recovery();
  }
}
