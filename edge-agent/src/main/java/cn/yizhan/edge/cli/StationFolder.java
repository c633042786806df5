package cn.yizhan.edge.cli;

import cn.yizhan.edge.Enrolment;
import cn.yizhan.edge.EnrolmentFile;
import cn.yizhan.edge.LocalSide;
import cn.yizhan.edge.hardware.Credentials;
import cn.yizhan.edge.hardware.LocalAddress;
import cn.yizhan.edge.stationfile.BaySetup;
import cn.yizhan.edge.stationfile.Bus;
import cn.yizhan.edge.stationfile.Buses;
import cn.yizhan.edge.stationfile.CrossCheck;
import cn.yizhan.edge.stationfile.EnrolmentSource;
import cn.yizhan.edge.stationfile.HostPort;
import cn.yizhan.edge.stationfile.Listen;
import cn.yizhan.edge.stationfile.Problem;
import cn.yizhan.edge.stationfile.Problems;
import cn.yizhan.edge.stationfile.StationFile;
import cn.yizhan.edge.uplink.HubAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A station file with the files it names: all that is wrong with them, and what they say. */
public final class StationFolder {
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  /**
   * What came of a check.
   *
   * @param setup what an agent is started from; null when there is a mistake
   * @param file the station as far as it could be understood; null when it could not
   * @param problems everything that is wrong, by line
   */
  public record Checked(
      @Nullable Setup setup, @Nullable StationFile file, List<Problem> problems) {}

  /**
   * What an agent is started from.
   *
   * @param enrolment the station, with the bays and items of its file
   * @param data the agent's folder
   * @param local what it has to do with on site
   */
  public record Setup(Enrolment enrolment, Path data, LocalSide local) {}

  private final Path folder;
  private final Problems problems = new Problems();

  private StationFolder(Path folder) {
    this.folder = folder;
  }

  /** Checks a station file; nothing is changed. */
  public static Checked check(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    StationFolder station = new StationFolder(parent == null ? Path.of("/") : parent);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      station.problems.error("", "无法读取 " + file, "cannot be read: " + file);
      return new Checked(null, null, station.problems.all());
    }
    StationFile read = StationFile.read(bytes, station.problems);
    return read == null
        ? new Checked(null, null, station.problems.all())
        : station.check(file, read);
  }

  private Checked check(Path path, StationFile read) {
    EnrolmentSource source = read.enrolment();
    Enrolment enrolment = source == null ? null : enrolment(path, source);
    StationFile file = enrolment == null ? read : complete(read, enrolment);
    if (enrolment != null || !file.bays().isEmpty()) {
      CrossCheck.of(file, problems);
    }
    Path data = data(file);
    Credentials credentials = credentials(file.listen());
    serialLines(file);
    Buses buses = new MapFiles(folder, problems).resolve(file.buses());
    Setup setup =
        enrolment == null || data == null || problems.failed()
            ? null
            : setup(file, enrolment, data, new OnSite(credentials, buses));
    return new Checked(setup, file, problems.all());
  }

  /** What other files say of what is on site. */
  private record OnSite(Credentials credentials, Buses buses) {}

  private static Setup setup(StationFile file, Enrolment enrolment, Path data, OnSite there) {
    Listen listen = file.listen();
    LocalAddress address =
        new LocalAddress(listen.address().host(), listen.address().port(), there.credentials());
    LocalSide local =
        new LocalSide(address, file.status(), file.wiring(), file.bays(), there.buses());
    return new Setup(
        enrolment.with(file.bays().stream().map(BaySetup::bay).toList(), file.items()),
        data,
        local);
  }

  private StationFile complete(StationFile file, Enrolment enrolment) {
    List<BaySetup> enrolled = enrolment.bays().stream().map(BaySetup::of).toList();
    StationFile complete = file.with(enrolled, enrolment.items());
    HubAddress hub = enrolment.account().hub();
    if (!hub.tls() && !new HostPort(hub.host(), hub.port()).loopback()) {
      problems.warning(
          "enrolment",
          "与平台的连接未加密，密钥会被看到；请用 mqtts:// 或 wss://",
          "the connection to the hub is not encrypted and shows the secret; use mqtts:// or wss://");
    }
    List<?> own = complete.bays().stream().map(BaySetup::bay).toList();
    if (!enrolled.isEmpty() && !Set.copyOf(own).equals(Set.copyOf(enrolment.bays()))) {
      problems.warning(
          "bays",
          "与登记文件里的充电位不同；连上平台后以平台台账为准",
          "not the bays of the enrolment; once connected, those of the hub's register count");
    }
    return complete;
  }

  private @Nullable Enrolment enrolment(Path path, EnrolmentSource source) {
    if (source.keys() != null) {
      warnReadable("enrolment", path);
      return EnrolmentFile.of(source.keys(), (key, zh, en) -> problems.error(place(key), zh, en));
    }
    Path file = resolve("enrolment", source.file());
    if (file == null || !present("enrolment", file)) {
      return null;
    }
    warnReadable("enrolment", file);
    return EnrolmentFile.read(
        file,
        (key, zh, en) ->
            problems.error(
                place(key),
                source.file() + " 的 " + key + "：" + zh,
                "in " + source.file() + ": " + (key.isEmpty() ? "" : key + ": ") + en));
  }

  private static String place(String key) {
    return key.isEmpty() ? "enrolment" : "enrolment." + key;
  }

  private @Nullable Path data(StationFile file) {
    Path data = file.data() == null ? null : resolve("data", file.data());
    if (data != null && Files.exists(data) && !Files.isDirectory(data)) {
      problems.error("data", "不是文件夹", "is not a folder");
    }
    return data;
  }

  private Credentials credentials(Listen listen) {
    String lan = null;
    Map<String, String> users = Map.of();
    if (listen.lanPasswordFile() != null) {
      List<String> lines = lines("listen.lan-password-file", listen.lanPasswordFile());
      lan = PasswordFile.lan(lines, "listen.lan-password-file", problems);
    }
    if (listen.passwordsFile() != null) {
      List<String> lines = lines("listen.passwords-file", listen.passwordsFile());
      users = PasswordFile.users(lines, "listen.passwords-file", problems);
    }
    return new Credentials(users, lan);
  }

  /** The lines of a file; null when it cannot be read, which is a problem. */
  private @Nullable List<String> lines(String place, String name) {
    Path file = resolve(place, name);
    if (file == null || !present(place, file)) {
      return null;
    }
    warnReadable(place, file);
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      problems.error(place, "无法读取 " + file, "cannot be read: " + file);
      return null;
    }
  }

  private void serialLines(StationFile file) {
    for (Bus bus : file.buses().lines()) {
      Bus.Serial serial = bus.serial();
      Path device = serial == null ? null : Path.of(serial.device());
      if (device != null && !Files.exists(device)) {
        problems.warning(
            problems.placeOf("bus", bus.id()) + ".serial",
            "本机没有 " + device,
            "this machine has no " + device);
      }
    }
  }

  private @Nullable Path resolve(String place, @Nullable String name) {
    try {
      return name == null ? null : folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      problems.error(place, "不是文件路径", "is not a path");
      return null;
    }
  }

  private boolean present(String place, Path file) {
    if (Files.isRegularFile(file)) {
      return true;
    }
    problems.error(place, "没有文件 " + file, "there is no file " + file);
    return false;
  }

  /** Whoever reads a secret can speak for the station. */
  private void warnReadable(String place, Path file) {
    try {
      Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
      if (OTHERS.stream().anyMatch(allowed::contains)) {
        problems.warning(
            place,
            "他人可读 " + file + "，请执行 chmod 600",
            "others may read " + file + "; run chmod 600 on it");
      }
    } catch (IOException | UnsupportedOperationException e) {
      // A file system without owners has nobody to keep out.
      return;
    }
  }
}
