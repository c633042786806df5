package cn.yizhan.bench.figures;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/** The machine a benchmark ran on, without which its figures say little. */
public final class Machine {
  private static final double KIB_OF_GIB = 1 << 20;

  private Machine() {}

  /**
   * Processor, memory, system, Java, day, and the load before the benchmark added its own.
   *
   * @throws IOException when the system does not tell
   */
  public static JsonObject describe() throws IOException {
    Runtime runtime = Runtime.getRuntime();
    return new JsonObject()
        .put("date", LocalDate.now(java.time.ZoneOffset.UTC).toString())
        .put("processor", line("cpuinfo", "model name"))
        .put("cores", runtime.availableProcessors())
        .put("arch", System.getProperty("os.arch"))
        .put("memoryGiB", Math.round(memory()))
        .put("kernel", System.getProperty("os.version"))
        .put("java", System.getProperty("java.runtime.version"))
        .put("loadBefore", load());
  }

  private static double memory() throws IOException {
    return Double.parseDouble(line("meminfo", "MemTotal").replaceAll("[^0-9]", "")) / KIB_OF_GIB;
  }

  /** Processes that wanted a processor, mean of the last minute. */
  private static double load() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
  }

  private static String line(String file, String key) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    }
  }
}
