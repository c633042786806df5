package cn.yizhan.hub.notify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x for one try, whose connections go to addresses looked up and judged before, the first of
 * them that accepts. The mail client connects by name and offers no place of its own for an
 * address; the name stays with the address, for the certificate is held against it.
 */
final class PinnedVertx extends VertxWrapper {
  private final List<InetAddress> addresses;

  /**
   * @param addresses where connections may go, in order of preference; at least one
   */
  PinnedVertx(Vertx vertx, List<InetAddress> addresses) {
    super((VertxInternal) vertx);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address");
    }
    this.addresses = List.copyOf(addresses);
  }

  @Override
  public NetClient createNetClient(NetClientOptions options) {
    return new Client(delegate.createNetClient(options), addresses);
  }

  private record Client(NetClient client, List<InetAddress> addresses) implements NetClient {
    private Future<NetSocket> connect(
        int port, String host, @Nullable String serverName, List<InetAddress> left) {
      Future<NetSocket> first = client.connect(named(port, host, left.get(0)), serverName);
      return left.size() == 1
          ? first
          : first.recover(e -> connect(port, host, serverName, left.subList(1, left.size())));
    }

    /** The address under the name: only the name is shown to TLS, only the address connected to. */
    private static SocketAddress named(int port, String host, InetAddress address) {
      try {
        return SocketAddress.inetSocketAddress(
            new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), port));
      } catch (UnknownHostException e) {
        throw new IllegalStateException("an address has an address's length", e);
      }
    }

    @Override
    public Future<NetSocket> connect(int port, String host) {
      return connect(port, host, null, addresses);
    }

    @Override
    public Future<NetSocket> connect(int port, String host, @Nullable String serverName) {
      return connect(port, host, serverName, addresses);
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address) {
      return connect(address.port(), address.host(), null, addresses);
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address, @Nullable String serverName) {
      return connect(address.port(), address.host(), serverName, addresses);
    }

    @Override
    public Future<NetSocket> connect(ConnectOptions options) {
      // nobody does; what came this way would go by name
      return Future.failedFuture(
          new UnsupportedOperationException("only a host and a port are pinned"));
    }

    @Override
    public Future<Void> shutdown(long timeout, TimeUnit unit) {
      return client.shutdown(timeout, unit);
    }

    @Override
    public Future<Boolean> updateSSLOptions(ClientSSLOptions options, boolean force) {
      return client.updateSSLOptions(options, force);
    }
  }
}
