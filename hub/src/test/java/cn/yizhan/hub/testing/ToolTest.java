package cn.yizhan.hub.testing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ToolTest {
  @TempDir private Path empty;

  @Test
  void aTestIsSkippedWithoutItsProgramUnlessThatIsForbidden() {
    String path = empty.toString();

    assertThrows(TestAbortedException.class, () -> Tool.needs("a-test-of-this", path, false));
    assertThrows(AssertionError.class, () -> Tool.needs("a-test-of-this", path, true));
    assertDoesNotThrow(() -> Tool.needs("sh", path + ":/bin", true));
  }
}
