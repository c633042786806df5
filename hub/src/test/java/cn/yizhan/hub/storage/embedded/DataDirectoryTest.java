package cn.yizhan.hub.storage.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path directory;

  @Test
  void aPasswordIsMadeOnceAndOnlyItsOwnerMayReadIt() throws IOException {
    Path file = directory.resolve("password");
    String password = PasswordFile.readOrCreate(file);
    assertEquals(43, password.length());
    assertEquals(password, PasswordFile.readOrCreate(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertNotEquals(password, PasswordFile.readOrCreate(directory.resolve("other")));
  }

  @Test
  void anEmptyPasswordFileIsRefused() throws IOException {
    Path file = Files.createFile(directory.resolve("password"));
    assertThrows(IOException.class, () -> PasswordFile.readOrCreate(file));
  }

  @Test
  void oneHubHasADirectoryAndTheOtherIsToldWhich() throws IOException {
    DirectoryLock lock = DirectoryLock.take(directory);
    IOException refused = assertThrows(IOException.class, () -> DirectoryLock.take(directory));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("another hub (process " + ProcessHandle.current().pid() + ")"));
    lock.close();
    DirectoryLock.take(directory).close();
  }

  @Test
  void aMachineWithoutAnArchiveIsToldWhatToDo() throws IOException {
    assertEquals("/postgres-linux-x86_64.txz", PostgresBinaries.resource("Linux", "amd64"));
    assertEquals("/postgres-linux-arm_64.txz", PostgresBinaries.resource("Linux", "aarch64"));
    IOException refused =
        assertThrows(IOException.class, () -> PostgresBinaries.resource("Mac OS X", "aarch64"));
    assertTrue(String.valueOf(refused.getMessage()).contains("--database"));
  }
}
