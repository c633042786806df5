package cn.yizhan.hub.config;

import cn.yizhan.hub.storage.DatabaseAddress;
import cn.yizhan.hub.storage.DatabaseAddress.Tls;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The URL form of a database, {@code postgresql://user@host:5432/name?sslmode=verify-full}. */
final class DatabaseUrl {
  private static final int STANDARD_PORT = 5432;

  private DatabaseUrl() {}

  /**
   * Reads a URL.
   *
   * @param text the URL, without a password: arguments are visible to everybody on the machine
   * @param password from a file or the environment
   * @throws IllegalArgumentException saying what is wrong
   */
  static DatabaseAddress parse(String text, String password) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // the message of the exception would repeat a password
      throw new IllegalArgumentException("is not a URL", e);
    }
    if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
      throw new IllegalArgumentException("expected postgresql://user@host:port/name");
    }
    String user = uri.getUserInfo();
    if (user != null && user.contains(":")) {
      throw new IllegalArgumentException(
          "no password in the URL; set YIZHAN_DATABASE_PASSWORD_FILE or YIZHAN_DATABASE_PASSWORD");
    }
    String host = uri.getHost();
    String name = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
    if (user == null || host == null || name.isEmpty() || name.contains("/")) {
      throw new IllegalArgumentException("expected postgresql://user@host:port/name");
    }
    Map<String, String> query = query(uri);
    Tls tls =
        switch (query.getOrDefault("sslmode", "disable")) {
          case "disable" -> Tls.DISABLE;
          case "require" -> Tls.REQUIRE;
          case "verify-full" -> Tls.VERIFY;
          default ->
              throw new IllegalArgumentException("sslmode is disable, require or verify-full");
        };
    String authorities = query.get("sslrootcert");
    if (authorities != null && !Files.isReadable(Path.of(authorities))) {
      throw new IllegalArgumentException("the file " + authorities + " cannot be read");
    }
    return new DatabaseAddress(
        host.replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? STANDARD_PORT : uri.getPort(),
        name,
        user,
        password,
        tls,
        authorities == null ? null : Path.of(authorities));
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> found = new LinkedHashMap<>();
    if (uri.getQuery() != null) {
      for (String part : uri.getQuery().split("&", -1)) {
        String[] pair = part.split("=", 2);
        if (pair.length < 2 || !List.of("sslmode", "sslrootcert").contains(pair[0])) {
          throw new IllegalArgumentException("knows sslmode and sslrootcert, not " + pair[0]);
        }
        found.put(pair[0], pair[1]);
      }
    }
    return found;
  }
}
