package cn.yizhan.hub.notify;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Looks up the addresses of a host name. */
@FunctionalInterface
public interface Names {
  /** The addresses in the order of preference; fails when there are none. */
  Future<List<InetAddress>> resolve(String host);

  /**
   * The look-up Vert.x itself uses: hosts file, then DNS, without blocking a thread. It is not part
   * of the public interface of Vert.x, so it is used here only.
   */
  static Names of(Vertx vertx) {
    return host -> {
      Promise<List<InetSocketAddress>> found = Promise.promise();
      ((VertxInternal) vertx).nameResolver().resolveAll(host, found::handle);
      return found
          .future()
          .map(all -> all.stream().map(InetSocketAddress::getAddress).distinct().toList());
    };
  }
}
