package cn.yizhan.edge.uplink;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the hub is.
 *
 * @param host name or address; with TLS the hub's certificate has to be for it
 * @param port TCP port
 * @param tls whether the connection is encrypted and the hub's certificate checked
 * @param path where on the server MQTT over WebSocket is; null for plain MQTT
 * @param way where to connect instead of host and port; null for there
 */
public record HubAddress(
    String host, int port, boolean tls, @Nullable String path, @Nullable Way way) {
  private static final Pattern WAY =
      Pattern.compile("(?:([A-Za-z0-9._-]+)|\\[([0-9A-Fa-f:.]+)])(?::([0-9]{1,5}))?");
  private static final int LAST_PORT = 65_535;

  /**
   * Where a connection really goes: a SIM card may be bound to one address and port.
   *
   * @param host name or address
   * @param port TCP port
   */
  public record Way(String host, int port) {}

  /** The ways in which MQTT can be spoken. */
  private enum Scheme {
    MQTT("mqtt", 1883, false, false),
    MQTTS("mqtts", 8883, true, false),
    WS("mqtt+ws", 80, false, true),
    WSS("wss", 443, true, true);

    private final String word;
    private final int port;
    private final boolean tls;
    private final boolean web;

    Scheme(String word, int port, boolean tls, boolean web) {
      this.word = word;
      this.port = port;
      this.tls = tls;
      this.web = web;
    }
  }

  /** A hub that is spoken to by plain MQTT. */
  public HubAddress(String host, int port, boolean tls) {
    this(host, port, tls, null, null);
  }

  /**
   * The address in {@code mqtt://host[:port]}, {@code mqtts://host[:port]}, {@code
   * mqtt+ws://host[:port]/path} or {@code wss://host[:port]/path}.
   *
   * @throws IllegalArgumentException when it is none of them
   */
  public static HubAddress parse(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      boolean bare = uri.getUserInfo() == null && uri.getRawFragment() == null;
      for (Scheme scheme : Scheme.values()) {
        if (scheme.word.equals(uri.getScheme()) && host != null && bare && uri.getPort() != 0) {
          return of(scheme, uri, host);
        }
      }
    } catch (URISyntaxException e) {
      throw unknown();
    }
    throw unknown();
  }

  private static HubAddress of(Scheme scheme, URI uri, String host) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    boolean plain = (path.isEmpty() || path.equals("/")) && uri.getRawQuery() == null;
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.port;
    if ((!plain && !scheme.web) || port > LAST_PORT) {
      throw unknown();
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    boolean six = host.startsWith("[") && host.endsWith("]");
    return new HubAddress(
        six ? host.substring(1, host.length() - 1) : host,
        port,
        scheme.tls,
        scheme.web ? (path.isEmpty() ? "/" : path) + query : null,
        null);
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException(
        "expected mqtts://host:port, mqtt://host:port, wss://host/path or mqtt+ws://host/path");
  }

  /**
   * The same hub, reached by way of another address.
   *
   * @param text {@code address[:port]}; the port is that of the hub when there is none
   * @throws IllegalArgumentException when it is no address
   */
  public HubAddress via(String text) {
    Matcher matcher = WAY.matcher(text);
    int at =
        matcher.matches() && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : port;
    if (!matcher.matches() || at < 1 || at > LAST_PORT) {
      throw new IllegalArgumentException("expected address:port, as in 203.0.113.7:443");
    }
    String to = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new HubAddress(host, port, tls, path, new Way(to, at));
  }

  /** True when MQTT is spoken over WebSocket. */
  public boolean web() {
    return path != null;
  }

  /** Where MQTT over WebSocket is, as the handshake names it. */
  String webUri() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (tls ? "wss://" : "ws://") + name + ":" + port + (path == null ? "/" : path);
  }

  /** Where to connect. */
  Way connect() {
    return way == null ? new Way(host, port) : way;
  }

  @Override
  public String toString() {
    String scheme = web() ? (tls ? "wss" : "mqtt+ws") : tls ? "mqtts" : "mqtt";
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    String by = way == null ? "" : " by way of " + way.host() + ":" + way.port();
    return scheme + "://" + name + ":" + port + (path == null ? "" : path) + by;
  }
}
