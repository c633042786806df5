package cn.yizhan.hub.notify;

import cn.yizhan.hub.notify.channel.Proxy;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection goes: to the host itself, or to the proxy before it. The addresses are looked
 * up for each try and judged by the guard.
 *
 * @param secure whether everything that goes there is encrypted
 * @param host name or address
 */
record Route(boolean secure, String host) {

  /** The way to a host, through a proxy when there is one. */
  static Route to(boolean secure, String host, @Nullable Proxy proxy) {
    // what goes through the proxy is encrypted; the password for the proxy itself is not
    return proxy == null ? new Route(secure, host) : new Route(proxy.user() == null, proxy.host());
  }

  /**
   * The addresses that the guard lets through, in order of preference; fails with a sentence when
   * there are none.
   */
  Future<List<InetAddress>> permitted(Names names, AddressGuard guard) {
    InetAddress literal = AddressRange.literal(host);
    Future<List<InetAddress>> all =
        literal != null ? Future.succeededFuture(List.of(literal)) : names.resolve(host);
    return all.transform(
        found ->
            found.failed()
                ? blocked("no address: " + Exchange.sentence(found.cause()))
                : judged(found.result(), guard));
  }

  private Future<List<InetAddress>> judged(List<InetAddress> addresses, AddressGuard guard) {
    List<InetAddress> permitted = new ArrayList<>();
    String objection = "the name has no address";
    for (InetAddress address : addresses) {
      String found = guard.objection(secure, address);
      if (found == null) {
        permitted.add(address);
      } else {
        objection = found;
      }
    }
    return permitted.isEmpty() ? blocked(objection) : Future.succeededFuture(permitted);
  }

  private static <T> Future<T> blocked(String sentence) {
    return Future.failedFuture(new Blocked(sentence));
  }

  /** There is no way; the message is a sentence for people. */
  static final class Blocked extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Blocked(String sentence) {
      super(sentence, null, false, false);
    }
  }
}
