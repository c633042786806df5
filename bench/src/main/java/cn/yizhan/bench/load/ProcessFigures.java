package cn.yizhan.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of a process, read from {@code /proc}. */
public final class ProcessFigures {
  /** Ticks a second of the CPU times in {@code /proc}; fixed at 100 for user space. */
  private static final double TICKS = 100;

  private ProcessFigures() {}

  /**
   * CPU time of a process and the children it has reaped or still has, seconds.
   *
   * @throws IOException when the process is gone
   */
  public static double cpuSeconds(ProcessHandle process) throws IOException {
    double sum = own(process.pid());
    for (ProcessHandle child : process.descendants().toList()) {
      sum += own(child.pid());
    }
    return sum;
  }

  /**
   * CPU time of one process alone, seconds.
   *
   * @throws IOException when the process is gone
   */
  public static double own(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The name in parentheses may hold spaces; fields count from behind it.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS;
  }

  /**
   * Memory the process holds now and held at most, MiB.
   *
   * @throws IOException when the process is gone
   */
  public static Memory memory(long pid) throws IOException {
    double now = 0;
    double peak = 0;
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        now = kib(line) / 1024;
      } else if (line.startsWith("VmHWM:")) {
        peak = kib(line) / 1024;
      }
    }
    return new Memory(now, peak);
  }

  /**
   * Resident memory, MiB.
   *
   * @param now at the time of asking
   * @param peak highest so far
   */
  public record Memory(double now, double peak) {}

  private static double kib(String line) {
    return Double.parseDouble(line.replaceAll("[^0-9]", ""));
  }
}
