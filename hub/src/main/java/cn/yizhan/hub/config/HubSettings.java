package cn.yizhan.hub.config;

import cn.yizhan.hub.notify.AddressRange;
import cn.yizhan.hub.storage.DatabaseAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the settings one by one, noting what is wrong instead of stopping at it. */
final class HubSettings {
  static final List<String> NAMES =
      List.of(
          "data",
          "http",
          "mqtt",
          "mqtt-websocket",
          "mqtt-certificate",
          "mqtt-key",
          "mqtt-plain",
          "mqtt-max-message",
          "mqtt-proxy-protocol",
          "database",
          "database-port",
          "webhook-allow",
          "login-from",
          "zone",
          "public-url");

  private final Map<String, String> settings;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  HubSettings(Map<String, String> settings, Map<String, String> environment) {
    this.settings = new TreeMap<>(settings);
    this.environment = environment;
  }

  HubConfig read() throws ConfigProblems {
    for (String name : settings.keySet()) {
      if (!NAMES.contains(name)) {
        problems.add(name + ": unknown setting, did you mean " + Nearest.to(name, NAMES) + "?");
      }
    }
    Path data = parsed("data", "", Path::of);
    if (!settings.containsKey("data")) {
      problems.add("data: is required, the directory to keep everything in");
    }
    HostPort http = parsed("http", "127.0.0.1:8080", HostPort::parse);
    MqttListen mqtt = mqtt();
    DatabaseChoice database = database();
    List<AddressRange> allow = parsed("webhook-allow", "", HubSettings::ranges);
    List<AddressRange> loginFrom = parsed("login-from", "", HubSettings::ranges);
    ZoneId zone = parsed("zone", "Asia/Shanghai", HubSettings::zone);
    String publicUrl =
        settings.containsKey("public-url") ? parsed("public-url", "", HubSettings::site) : null;
    if (!problems.isEmpty()
        || data == null
        || http == null
        || mqtt == null
        || database == null
        || allow == null
        || loginFrom == null
        || zone == null) {
      throw new ConfigProblems(problems);
    }
    return new HubConfig(data, http, mqtt, database, allow, loginFrom, zone, publicUrl);
  }

  private @Nullable MqttListen mqtt() {
    HostPort at = parsed("mqtt", "127.0.0.1:1883", HostPort::parse);
    HostPort web =
        settings.containsKey("mqtt-websocket")
            ? parsed("mqtt-websocket", "", HostPort::parse)
            : null;
    Boolean plain = parsed("mqtt-plain", "false", HubSettings::flag);
    Integer largest =
        parsed(
            "mqtt-max-message",
            String.valueOf(MqttListen.STANDARD_MESSAGE),
            HubSettings::messageSize);
    Boolean proxied = parsed("mqtt-proxy-protocol", "false", HubSettings::flag);
    Path chain = file("mqtt-certificate");
    Path key = file("mqtt-key");
    if (settings.containsKey("mqtt-certificate") != settings.containsKey("mqtt-key")) {
      problems.add("mqtt-certificate: needs mqtt-key, and the other way round");
    }
    if (at == null || plain == null || largest == null || proxied == null) {
      return null;
    }
    if (chain != null && key != null) {
      return new MqttListen(at, web, new MqttListen.Certificate(chain, key), largest, proxied);
    }
    if (!plain && !settings.containsKey("mqtt-certificate")) {
      clear("mqtt", at);
      clear("mqtt-websocket", web);
    }
    return new MqttListen(at, web, null, largest, proxied);
  }

  private void clear(String name, @Nullable HostPort at) {
    if (at != null && !at.loopback()) {
      problems.add(
          name
              + ": stations' secrets would pass "
              + at
              + " in the clear; give mqtt-certificate and mqtt-key, or say mqtt-plain");
    }
  }

  private @Nullable DatabaseChoice database() {
    Integer port = parsed("database-port", "0", HubSettings::port);
    String url = settings.get("database");
    if (url == null) {
      return port == null ? null : new DatabaseChoice.Own(port);
    }
    if (settings.containsKey("database-port")) {
      problems.add("database-port: is for the hub's own database, not with database");
    }
    String password = password();
    DatabaseAddress address =
        parsed("database", "", text -> DatabaseUrl.parse(text, password == null ? "" : password));
    return address == null ? null : new DatabaseChoice.Named(address);
  }

  private @Nullable String password() {
    String value = environment.get("YIZHAN_DATABASE_PASSWORD");
    String file = environment.get("YIZHAN_DATABASE_PASSWORD_FILE");
    if (value != null && file != null) {
      problems.add(
          "database: YIZHAN_DATABASE_PASSWORD and YIZHAN_DATABASE_PASSWORD_FILE are both set");
    }
    if (file == null) {
      return value;
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (java.io.IOException | IllegalArgumentException e) {
      problems.add("database: the password file " + file + " cannot be read");
      return null;
    }
  }

  private @Nullable Path file(String name) {
    if (!settings.containsKey(name)) {
      return null;
    }
    return parsed(
        name,
        "",
        text -> {
          Path path = Path.of(text);
          if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("the file " + text + " cannot be read");
          }
          return path;
        });
  }

  private <T> @Nullable T parsed(String name, String fallback, Function<String, T> parser) {
    try {
      return parser.apply(settings.getOrDefault(name, fallback));
    } catch (IllegalArgumentException e) {
      problems.add(name + ": " + e.getMessage());
      return null;
    }
  }

  private static List<AddressRange> ranges(String text) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String range : text.split(",", -1)) {
      if (!range.isBlank()) {
        ranges.add(AddressRange.parse(range.strip()));
      }
    }
    return ranges;
  }

  /* A name of the tz database: browsers show times in it too, and not all know bare offsets. */
  private static ZoneId zone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException(
          "unknown time zone " + text + ", expected a name like Asia/Shanghai or Etc/GMT-8");
    }
    return ZoneId.of(text);
  }

  private static Integer messageSize(String text) {
    int size = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (size < MqttListen.LEAST_MESSAGE || size > MqttListen.MOST_MESSAGE) {
      throw new IllegalArgumentException(
          "expected "
              + MqttListen.LEAST_MESSAGE
              + " to "
              + MqttListen.MOST_MESSAGE
              + " bytes, not "
              + text);
    }
    return size;
  }

  /** The page stands at the root of its server, so there is nothing to say after the port. */
  private static String site(String text) {
    URI uri;
    try {
      uri = new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + e.getReason(), e);
    }
    boolean web =
        "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("expected https://HOST or https://HOST:PORT, not " + text);
    }
    if (!List.of("", "/").contains(uri.getRawPath())
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("expected nothing after host and port, not " + text);
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false, not " + text);
    };
  }

  private static Integer port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException("expected a port, not " + text);
    }
    return Integer.valueOf(text);
  }
}
