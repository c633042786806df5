package cn.yizhan.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of a process, read from {@code /proc}. */
public final class ProcessFigures {
  /** Ticks a second of the CPU times in {@code /proc}; fixed at 100 for user space. */
  private static final double TICKS = 100;

  /** Where user and system time of the process begin in its {@code stat}. */
  private static final int OWN = 11;

  /** Where user and system time of the children it has reaped begin. */
  private static final int REAPED = 13;

  private static final int MOST_TRIES = 10;

  private ProcessFigures() {}

  /**
   * CPU time of a process, the children it still has and those it has reaped, seconds.
   *
   * @throws IOException when the process is gone
   */
  public static double cpuSeconds(ProcessHandle process) throws IOException {
    for (int tries = 0; ; tries++) {
      double reaped = reaped(process.pid());
      double sum = tree(process.pid(), process.descendants().map(ProcessHandle::pid).toList());
      // A child that was reaped in between may have been counted twice or not at all.
      if (reaped(process.pid()) == reaped || tries == MOST_TRIES) {
        return sum;
      }
    }
  }

  /**
   * CPU time of one process alone, seconds.
   *
   * @throws IOException when the process is gone
   */
  public static double own(long pid) throws IOException {
    return seconds(pid, OWN);
  }

  static double tree(long pid, List<Long> descendants) throws IOException {
    double sum = own(pid) + reaped(pid);
    for (long child : descendants) {
      try {
        sum += own(child) + reaped(child);
      } catch (IOException e) {
        // It has ended since it was listed; its parent has its time.
      }
    }
    return sum;
  }

  private static double reaped(long pid) throws IOException {
    return seconds(pid, REAPED);
  }

  private static double seconds(long pid, int field) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    // The name in parentheses may hold spaces; fields count from behind it.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    return (Long.parseLong(fields.get(field)) + Long.parseLong(fields.get(field + 1))) / TICKS;
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
