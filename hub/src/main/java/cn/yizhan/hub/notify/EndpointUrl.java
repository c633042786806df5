package cn.yizhan.hub.notify;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a webhook goes, taken apart.
 *
 * @param secure https
 * @param host name or address literal, without brackets
 * @param port 1 to 65535
 * @param target path and query, as on the request line
 */
public record EndpointUrl(boolean secure, String host, int port, String target) {
  private static final int LONGEST = 2_000;

  /**
   * Takes a URL apart.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static EndpointUrl parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a URL has at most " + LONGEST + " characters");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + e.getReason(), e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("a webhook URL starts with https:// or http://");
    }
    URI server = uri.getHost() == null ? ascii(uri) : uri;
    if (server.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a webhook URL names no user");
    }
    if (uri.getRawFragment() != null) {
      throw new IllegalArgumentException("a webhook URL has no fragment");
    }
    boolean secure = scheme.equals("https");
    int port = server.getPort() == -1 ? (secure ? 443 : 80) : server.getPort();
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535");
    }
    String host = server.getHost();
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    URI asciiForm = URI.create(uri.toASCIIString());
    String path = asciiForm.getRawPath().isEmpty() ? "/" : asciiForm.getRawPath();
    String query = asciiForm.getRawQuery() == null ? "" : "?" + asciiForm.getRawQuery();
    return new EndpointUrl(secure, host, port, path + query);
  }

  /** What the Host header says: host and port, brackets round an IPv6 address. */
  public String authority() {
    String bracketed = host.contains(":") ? "[" + host + "]" : host;
    return port == (secure ? 443 : 80) ? bracketed : bracketed + ":" + port;
  }

  /** The address, when the host is one; null when it is a name. */
  public @Nullable InetAddress address() {
    return AddressRange.literal(host);
  }

  /** The server part of a URL whose host is written in other than ASCII letters. */
  private static URI ascii(URI uri) {
    String authority = uri.getRawAuthority() == null ? "" : uri.getAuthority();
    try {
      return new URI(uri.getScheme() + "://" + IDN.toASCII(authority)).parseServerAuthority();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the host is not one", e);
    }
  }
}
