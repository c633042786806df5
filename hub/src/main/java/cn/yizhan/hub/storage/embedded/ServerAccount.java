package cn.yizhan.hub.storage.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user that PostgreSQL runs as. PostgreSQL refuses to run as root; a hub started by root hands
 * it to {@code nobody}, or to whoever owns the data already.
 */
final class ServerAccount {
  private static final int ROOT = 0;
  private static final int NOBODY = 65534;
  private static final int CAP_DAC_OVERRIDE = 1;
  private static final int CAP_DAC_READ_SEARCH = 2;

  private final int uid;
  private final int gid;
  private final List<String> prefix;
  private final boolean changed;

  private ServerAccount(int uid, int gid, List<String> prefix, boolean changed) {
    this.uid = uid;
    this.gid = gid;
    this.prefix = prefix;
    this.changed = changed;
  }

  /**
   * Chooses the account.
   *
   * @param data the data directory, which may not exist yet
   * @param programs directory of the server's programs
   * @throws IOException with a sentence when this user cannot run a server on that data
   */
  static ServerAccount of(Path data, Path programs) throws IOException {
    int self = uid(Path.of("/proc/self"));
    int owner = Files.exists(data) ? uid(data) : self;
    // a session of its own: Ctrl-C in the terminal must reach the hub, not its server
    List<String> prefix = new ArrayList<>(installed("setsid") ? List.of("setsid") : List.of());
    if (self != ROOT) {
      if (owner != self) {
        throw new IOException(
            data + " belongs to user id " + owner + "; start the hub as that user or as root");
      }
      return new ServerAccount(self, self, prefix, false);
    }
    if (!installed("setpriv")) {
      throw new IOException(
          "PostgreSQL does not run as root and setpriv (util-linux) is not installed;"
              + " start the hub as another user");
    }
    int[] nobody = passwd("nobody");
    int[] account =
        owner == ROOT
            ? (nobody == null ? new int[] {NOBODY, NOBODY} : nobody)
            : new int[] {owner, gid(data)};
    prefix.addAll(
        List.of("setpriv", "--reuid=" + account[0], "--regid=" + account[1], "--clear-groups"));
    prefix.add("--no-new-privs");
    if (!reachable(data.getParent()) || !reachable(programs)) {
      prefix.addAll(searchRight());
    }
    return new ServerAccount(account[0], account[1], prefix, true);
  }

  /** The command as this account. */
  List<String> command(List<String> program) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(program);
    return all;
  }

  /** Gives a file or directory to the account. */
  void own(Path path) throws IOException {
    if (changed) {
      Files.setAttribute(path, "unix:uid", uid);
      Files.setAttribute(path, "unix:gid", gid);
    }
  }

  /*
   * Under a directory closed to others, such as root's home, the account may pass through by one
   * capability and nothing else. access(2), which PostgreSQL asks about its own programs, drops
   * capabilities of a changed user unless that fix-up is off.
   */
  private static List<String> searchRight() throws IOException {
    long permitted = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self/status"), UTF_8)) {
      if (line.startsWith("CapPrm:")) {
        permitted = Long.parseUnsignedLong(line.substring(7).strip(), 16);
      }
    }
    String capability =
        (permitted >> CAP_DAC_READ_SEARCH & 1) == 1
            ? "dac_read_search"
            : (permitted >> CAP_DAC_OVERRIDE & 1) == 1 ? "dac_override" : "";
    if (capability.isEmpty()) {
      throw new IOException(
          "PostgreSQL does not run as root, and other users cannot reach the data directory;"
              + " choose another --data or start the hub as another user");
    }
    return List.of(
        "--securebits=+no_setuid_fixup",
        "--inh-caps=-all,+" + capability,
        "--ambient-caps=-all,+" + capability);
  }

  private static boolean reachable(@Nullable Path directory) throws IOException {
    for (Path at = directory == null ? null : directory.toRealPath();
        at != null;
        at = at.getParent()) {
      if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  private static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  private static int gid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:gid");
  }

  private static int @Nullable [] passwd(String user) throws IOException {
    for (String line : Files.readAllLines(Path.of("/etc/passwd"), UTF_8)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 3 && fields[0].equals(user)) {
        return new int[] {Integer.parseInt(fields[2]), Integer.parseInt(fields[3])};
      }
    }
    return null;
  }

  private static boolean installed(String program) {
    for (String directory : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
