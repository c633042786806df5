package cn.yizhan.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A start of the machine, as Linux tells of it in {@code /proc/sys/kernel/random/boot_id} and
 * {@code /proc/uptime} (proc(5)), so that an agent that is started again still measures by the same
 * clock. Where that is not told, each start of the agent counts as one of the machine.
 */
final class MachineBoot {
  /** The present one. */
  static final MachineBoot THIS =
      of(Path.of("/proc/sys/kernel/random/boot_id"), Path.of("/proc/uptime"));

  private final UUID id;
  private final long uptime;
  private final long read = System.nanoTime();

  private MachineBoot(UUID id, long uptime) {
    this.id = id;
    this.uptime = uptime;
  }

  static MachineBoot of(Path id, Path uptime) {
    try {
      String seconds = Files.readString(uptime).split("\\s+", 2)[0];
      return new MachineBoot(
          UUID.fromString(Files.readString(id).strip()),
          Math.round(Double.parseDouble(seconds) * 1000));
    } catch (IOException | IllegalArgumentException e) {
      return new MachineBoot(UUID.randomUUID(), 0);
    }
  }

  UUID id() {
    return id;
  }

  /** Milliseconds since it. */
  long uptime() {
    return uptime + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - read);
  }
}
