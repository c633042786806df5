package cn.yizhan.hub.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeppersTest {
  private static final String KEY = "A".repeat(43);

  @TempDir Path directory;

  @Test
  void theFirstOpeningWritesOneKeyThatOnlyTheOwnerMayRead() throws IOException {
    Path file = directory.resolve("pepper");
    Peppers first = Peppers.open(file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    byte[] hash = first.hmac(first.current(), "secret".getBytes(UTF_8));
    Peppers second = Peppers.open(file);
    assertArrayEquals(hash, second.hmac(second.current(), "secret".getBytes(UTF_8)));
    assertEquals(List.of(1), second.ids());
    assertArrayEquals(
        new String[] {"pepper"}, directory.toFile().list(), "no temporary file is left behind");
  }

  @Test
  void aFileThatOthersMayReadIsRefused() throws IOException {
    Path file = write("1 " + KEY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    IOException refusal = assertThrows(IOException.class, () -> Peppers.open(file));
    assertTrue(text(refusal).contains("0600"), refusal.toString());
  }

  @Test
  void theHighestKeyIsCurrentAndTheOthersStillWork() throws IOException {
    Peppers old = Peppers.open(write("1 " + KEY));
    byte[] sealed = old.seal("whsec".getBytes(UTF_8), "endpoint");
    Peppers rotated = Peppers.open(write("2 " + "B".repeat(42) + "A\n1 " + KEY + "\n"));
    assertEquals(2, rotated.current());
    assertArrayEquals("whsec".getBytes(UTF_8), rotated.open(1, sealed, "endpoint"));
    assertFalse(Arrays.equals(rotated.hmac(1, sealed), rotated.hmac(2, sealed)));
  }

  @Test
  void sealedBytesOpenOnlyWithTheirContextAndUnchanged() throws IOException {
    Peppers peppers = Peppers.open(directory.resolve("pepper"));
    byte[] sealed = peppers.seal("whsec".getBytes(UTF_8), "endpoint 1");
    assertThrows(IllegalArgumentException.class, () -> peppers.open(1, sealed, "endpoint 2"));
    assertThrows(IllegalArgumentException.class, () -> peppers.open(2, sealed, "endpoint 1"));
    assertThrows(IllegalArgumentException.class, () -> peppers.open(1, new byte[3], "endpoint 1"));
    sealed[sealed.length - 1] ^= 1;
    assertThrows(IllegalArgumentException.class, () -> peppers.open(1, sealed, "endpoint 1"));
  }

  @Test
  void theSamePlainTextIsNeverSealedTheSame() throws IOException {
    Peppers peppers = Peppers.open(directory.resolve("pepper"));
    byte[] plain = "whsec".getBytes(UTF_8);
    assertFalse(Arrays.equals(peppers.seal(plain, "a"), peppers.seal(plain, "a")));
  }

  @Test
  void aMalformedFileIsRefusedWithItsLine() throws IOException {
    for (String bad :
        List.of(
            "x " + KEY, KEY, "1 short", "0 " + KEY, "70000 " + KEY, "1 " + KEY + "\n1 " + KEY)) {
      IOException refusal = assertThrows(IOException.class, () -> Peppers.open(write(bad)), bad);
      assertTrue(text(refusal).contains(" line "), refusal.toString());
    }
    assertThrows(IOException.class, () -> Peppers.open(write("\n")));
  }

  private Path write(String text) throws IOException {
    Path file = directory.resolve("pepper");
    PrivateFile.replace(file, text);
    return file;
  }

  private static String text(Exception e) {
    String text = e.getMessage();
    assertNotNull(text);
    return text;
  }
}
