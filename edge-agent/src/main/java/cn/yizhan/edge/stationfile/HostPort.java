package cn.yizhan.edge.stationfile;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A TCP address.
 *
 * @param host name or address, IPv6 without brackets
 * @param port port, 0 for any free one
 */
public record HostPort(String host, int port) {
  private static final int LAST_PORT = 65_535;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%a-z]+]");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|::1|0:0:0:0:0:0:0:1");

  /** The address in {@code host:port} or {@code [IPv6]:port}, null when it is none. */
  public static @Nullable HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !HOST.matcher(text.substring(0, colon)).matches()) {
      return null;
    }
    String digits = text.substring(colon + 1);
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > LAST_PORT) {
      return null;
    }
    String host = text.substring(0, colon);
    boolean six = host.startsWith("[");
    return new HostPort(
        six ? host.substring(1, host.length() - 1) : host, Integer.parseInt(digits));
  }

  /** True when only this machine can reach it, as far as the text tells. */
  public boolean loopback() {
    return LOOPBACK.matcher(host).matches();
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
