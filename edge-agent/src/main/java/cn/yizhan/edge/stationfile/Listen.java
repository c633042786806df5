package cn.yizhan.edge.stationfile;

import org.jspecify.annotations.Nullable;

/**
 * Where hardware connects, and by which passwords.
 *
 * @param address where
 * @param lanPasswordFile file with the one password of all hardware, or null
 * @param passwordsFile file with a password per user name, or null
 */
public record Listen(
    HostPort address, @Nullable String lanPasswordFile, @Nullable String passwordsFile) {
  /** This machine only, without passwords. */
  public static final Listen LOOPBACK = new Listen(new HostPort("127.0.0.1", 1884), null, null);

  /** True when hardware has to name a password. */
  public boolean guarded() {
    return lanPasswordFile != null || passwordsFile != null;
  }
}
