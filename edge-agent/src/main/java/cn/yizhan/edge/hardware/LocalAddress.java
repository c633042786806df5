package cn.yizhan.edge.hardware;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * Where the endpoint for hardware listens, and whom it lets in.
 *
 * @param host name or address
 * @param port TCP port, 0 for any free one
 * @param credentials whom it lets in; everybody on the loopback address only
 */
public record LocalAddress(String host, int port, Credentials credentials) {
  private static final int LAST_PORT = 65535;

  /**
   * An address with a password per user name.
   *
   * @param passwords none let any device in
   */
  public LocalAddress(String host, int port, Map<String, String> passwords) {
    this(host, port, new Credentials(passwords, null));
  }

  /**
   * The address in {@code HOST:PORT}, with a password per user name.
   *
   * @throws IllegalArgumentException when it is none, or is not the loopback address and there are
   *     no passwords
   */
  public static LocalAddress parse(String text, Map<String, String> passwords) {
    return parse(text, new Credentials(passwords, null));
  }

  private static LocalAddress parse(String text, Credentials credentials) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    int port = colon < 0 ? -1 : port(text.substring(colon + 1));
    if (host.isEmpty() || port < 0) {
      throw new IllegalArgumentException("expected HOST:PORT");
    }
    if (credentials.open() && !loopback(host)) {
      throw new IllegalArgumentException(
          "an endpoint that is not on the loopback address needs device passwords");
    }
    return new LocalAddress(host, port, credentials);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port <= LAST_PORT ? port : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no such host: " + host, e);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
