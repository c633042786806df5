package cn.yizhan.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
  private static final String WORK = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";

  @Test
  void theTimeOfAChildThatHasEndedCountsForItsParent() throws IOException {
    Process process = new ProcessBuilder("sh", "-c", "(" + WORK + "); echo done; read x").start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertEquals("done", out.readLine());

      double whole = ProcessFigures.cpuSeconds(process.toHandle());

      assertTrue(whole > ProcessFigures.own(process.pid()) + 0.02, "only " + whole + " s");
    } finally {
      process.destroy();
    }
  }

  @Test
  void theTimeOfAChildThatRunsCountsOnce() throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", "(" + WORK + "; echo done; read x); read y").start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertEquals("done", out.readLine());
      ProcessHandle child = process.children().toList().get(0);

      double whole = ProcessFigures.cpuSeconds(process.toHandle());

      double parts = ProcessFigures.own(process.pid()) + ProcessFigures.own(child.pid());
      assertTrue(ProcessFigures.own(child.pid()) > 0.02);
      assertEquals(parts, whole, 0.021);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  @Test
  void aChildThatEndsWhileItIsLookedAtIsPassedOver() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    long self = ProcessHandle.current().pid();

    double alone = ProcessFigures.tree(self, List.of());
    double withGone = ProcessFigures.tree(self, List.of(gone.pid()));

    assertTrue(withGone >= alone);
    assertThrows(IOException.class, () -> ProcessFigures.tree(gone.pid(), List.of()));
  }
}
