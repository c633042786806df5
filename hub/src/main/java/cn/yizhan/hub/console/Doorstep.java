package cn.yizhan.hub.console;

import cn.yizhan.hub.notify.AddressRange;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From where a login link may be used: this machine, and the addresses the hub was told. */
final class Doorstep {
  private final List<AddressRange> others;

  /**
   * @param others addresses that count as this machine
   */
  Doorstep(List<AddressRange> others) {
    this.others = List.copyOf(others);
  }

  /** Whether whoever makes the request stands on it. */
  boolean admits(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    return remote != null && admits(remote.hostAddress());
  }

  /**
   * Whether whoever has the address stands on it.
   *
   * @param address a numeric address
   */
  boolean admits(@Nullable String address) {
    if (Origin.here(address)) {
      return true;
    }
    try {
      InetAddress given = address == null ? null : InetAddress.getByName(address);
      return given != null && others.stream().anyMatch(range -> range.contains(given));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
