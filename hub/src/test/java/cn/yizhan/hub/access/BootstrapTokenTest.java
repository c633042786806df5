package cn.yizhan.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrapTokenTest {
  private static final long WRITTEN = 1_795_392_000_000L;

  @TempDir Path directory;
  private BootstrapToken bootstrap = new BootstrapToken(Path.of("unset"));

  @BeforeEach
  void openDirectory() {
    bootstrap = new BootstrapToken(directory);
  }

  @Test
  void theContentOfTheFileIsTheToken() throws IOException {
    bootstrap.ensure();
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(bootstrap.file())));
    Secret secret = written();
    assertTrue(BootstrapToken.looksLike(secret));
    assertEquals(Optional.of(secret), bootstrap.current(WRITTEN));
  }

  @Test
  void itIsRefusedOnceItsFileIsADayOld() throws IOException {
    bootstrap.ensure();
    Secret secret = written();
    long day = BootstrapToken.LIFE.toMillis();
    assertEquals(Optional.of(secret), bootstrap.current(WRITTEN + day - 1));
    assertEquals(Optional.empty(), bootstrap.current(WRITTEN + day));
  }

  @Test
  void aSecondStartLeavesItAndARenewalReplacesIt() throws IOException {
    bootstrap.ensure();
    Secret first = written();
    bootstrap.ensure();
    assertEquals(first, written());
    Secret second = bootstrap.renew();
    assertNotEquals(first, second);
    assertEquals(second, written());
    assertFalse(BootstrapToken.renewed(first));
    assertTrue(BootstrapToken.renewed(second));
    assertNotEquals(BootstrapToken.id(first), BootstrapToken.id(second));
  }

  @Test
  void noFileOrAnEmptyOneIsNoToken() throws IOException {
    assertEquals(Optional.empty(), bootstrap.current(WRITTEN));
    PrivateFile.replace(bootstrap.file(), "\n");
    assertEquals(Optional.empty(), bootstrap.current(System.currentTimeMillis()));
  }

  private Secret written() throws IOException {
    Files.setLastModifiedTime(bootstrap.file(), FileTime.fromMillis(WRITTEN));
    return new Secret(Files.readString(bootstrap.file()).strip());
  }
}
