package cn.yizhan.edge.uplink;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where the hub is.
 *
 * @param host name or address
 * @param port TCP port
 * @param tls whether the connection is encrypted and the hub's certificate checked
 */
public record HubAddress(String host, int port, boolean tls) {
  private static final int PLAIN = 1883;
  private static final int TLS = 8883;

  /**
   * The address in {@code mqtt://host[:port]} or {@code mqtts://host[:port]}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static HubAddress parse(String text) {
    try {
      URI uri = new URI(text);
      boolean tls = "mqtts".equals(uri.getScheme());
      String host = uri.getHost();
      boolean bare =
          (uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/"))
              && uri.getUserInfo() == null
              && uri.getQuery() == null;
      if ((tls || "mqtt".equals(uri.getScheme())) && host != null && bare) {
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? TLS : PLAIN;
        boolean six = host.startsWith("[") && host.endsWith("]");
        return new HubAddress(six ? host.substring(1, host.length() - 1) : host, port, tls);
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("expected mqtt://host:port or mqtts://host:port", e);
    }
    throw new IllegalArgumentException("expected mqtt://host:port or mqtts://host:port");
  }
}
