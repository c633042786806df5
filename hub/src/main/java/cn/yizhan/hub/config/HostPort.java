package cn.yizhan.hub.config;

import io.netty.util.NetUtil;

/**
 * Where to listen.
 *
 * @param host address or name, without brackets
 * @param port TCP port; 0 for any free one
 */
public record HostPort(String host, int port) {

  /**
   * Reads {@code 127.0.0.1:8080} or {@code [::1]:0}.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":")) {
      throw new IllegalArgumentException("an IPv6 address needs brackets, [::1]:8080, not " + text);
    }
    String port = text.substring(colon + 1);
    if (host.isBlank() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("expected HOST:PORT, not " + text);
    }
    return new HostPort(host, Integer.parseInt(port));
  }

  /** The same host, the port that was really taken. */
  public HostPort at(int taken) {
    return new HostPort(host, taken);
  }

  /** Whether only this machine can connect. */
  public boolean loopback() {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes == null) {
      return host.equals("localhost");
    }
    return bytes.length == 4 ? bytes[0] == 127 : host.equals("::1");
  }

  /** How a program on this machine reaches it: every address means the loopback one. */
  public HostPort reachable() {
    return switch (host) {
      case "0.0.0.0" -> new HostPort("127.0.0.1", port);
      case "::" -> new HostPort("::1", port);
      default -> this;
    };
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
