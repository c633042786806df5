package cn.yizhan.hub.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a request comes from. */
final class Origin {
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private Origin() {}

  /**
   * Whether a request that a browser sends with our cookie was made by a page of ours. Reading is
   * always allowed, for no other page can see the answer; a change needs an Origin header that
   * names the host it was sent to.
   */
  static boolean ours(HttpServerRequest request) {
    return READING.contains(request.method())
        || ours(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST));
  }

  /** Whether the origin is that host; the scheme may differ, for a proxy may add TLS. */
  static boolean ours(@Nullable String origin, @Nullable String host) {
    if (origin == null || host == null || host.isEmpty()) {
      return false;
    }
    try {
      return host.equalsIgnoreCase(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * Whether that is an address of this machine alone.
   *
   * @param address a numeric address
   */
  static boolean here(@Nullable String address) {
    try {
      return address != null && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
