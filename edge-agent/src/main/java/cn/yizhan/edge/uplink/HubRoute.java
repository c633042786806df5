package cn.yizhan.edge.uplink;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x for one MQTT client, whose connections take the way to the hub: to the address that the
 * enrolment names, with the certificate checked for the hub's name, and over a WebSocket where the
 * hub is behind one. The MQTT client knows host and port only and offers no place of its own for
 * that.
 */
final class HubRoute extends VertxWrapper {
  private final HubAddress hub;
  private final UplinkTiming timing;

  HubRoute(Vertx vertx, HubAddress hub, UplinkTiming timing) {
    super((VertxInternal) vertx);
    this.hub = hub;
    this.timing = timing;
  }

  @Override
  public NetClient createNetClient(NetClientOptions options) {
    return new RoutedClient(delegate.createNetClient(options));
  }

  private Future<NetSocket> connect(NetClient client) {
    HubAddress.Way way = hub.connect();
    ConnectOptions options =
        new ConnectOptions()
            .setHost(hub.host())
            .setPort(hub.port())
            .setRemoteAddress(SocketAddress.inetSocketAddress(way.port(), way.host()));
    if (hub.tls()) {
      options.setSsl(true).setSniServerName(hub.host());
    }
    return client
        .connect(options)
        .compose(
            socket ->
                hub.web()
                    ? WebSocketHandler.upgrade((NetSocketInternal) socket, hub, timing)
                    : Future.succeededFuture(socket));
  }

  /** A client all of whose connections go to the hub. */
  private final class RoutedClient implements NetClient {
    private final NetClient client;

    RoutedClient(NetClient client) {
      this.client = client;
    }

    @Override
    public Future<NetSocket> connect(int port, String host) {
      return HubRoute.this.connect(client);
    }

    @Override
    public Future<NetSocket> connect(int port, String host, @Nullable String serverName) {
      return HubRoute.this.connect(client);
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address) {
      return HubRoute.this.connect(client);
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address, @Nullable String serverName) {
      return HubRoute.this.connect(client);
    }

    @Override
    public Future<NetSocket> connect(ConnectOptions options) {
      return HubRoute.this.connect(client);
    }

    @Override
    public Future<Void> shutdown(long timeout, TimeUnit unit) {
      return client.shutdown(timeout, unit);
    }

    @Override
    public Future<Boolean> updateSSLOptions(ClientSSLOptions options, boolean force) {
      return client.updateSSLOptions(options, force);
    }

    @Override
    public boolean isMetricsEnabled() {
      return client.isMetricsEnabled();
    }
  }
}
