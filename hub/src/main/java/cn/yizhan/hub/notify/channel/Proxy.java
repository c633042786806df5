package cn.yizhan.hub.notify.channel;

import org.jspecify.annotations.Nullable;

/**
 * A forward proxy that is asked with CONNECT.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param user whom to log in as, or null for nobody
 * @param password what with, or null
 */
public record Proxy(String host, int port, @Nullable String user, @Nullable String password) {
  /** As people see it. */
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  static @Nullable Proxy read(@Nullable Fields proxy) {
    if (proxy == null) {
      return null;
    }
    String address = proxy.needed("address", 260, "host:port");
    String user = proxy.text("user", 200);
    String password = proxy.text("password", 200);
    if ((user == null) != (password == null)) {
      proxy.fault("password", "goes together with user");
    }
    proxy.noOthers();
    if (address == null) {
      return null;
    }
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? "" : address.substring(0, colon);
    String port = address.substring(colon + 1);
    boolean right =
        host.matches("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]")
            && port.matches("[0-9]{1,5}")
            && Integer.parseInt(port) >= 1
            && Integer.parseInt(port) <= 65_535;
    if (!right) {
      proxy.fault("address", "expected host:port, proxy.example.cn:3128 for instance");
      return null;
    }
    return new Proxy(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port), user, password);
  }

  @Override
  public String toString() {
    return address();
  }
}
