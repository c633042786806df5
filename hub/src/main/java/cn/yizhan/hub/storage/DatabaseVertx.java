package cn.yizhan.hub.storage;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
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
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A Vert.x that cuts connections on which nothing has passed for a while. The database client has
 * no time limit for an answer, not even for that to its first packet, and takes no options for its
 * sockets; this is the one place where it lets itself be given both. Whoever waits on a connection
 * that is cut is told so.
 */
final class DatabaseVertx extends VertxWrapper {
  private static final int CONNECT_LIMIT = 5_000;

  private final Duration silence;

  /**
   * @param silence longest that a connection may pass nothing in either direction
   */
  DatabaseVertx(Vertx vertx, Duration silence) {
    super((VertxInternal) vertx);
    this.silence = silence;
  }

  @Override
  public NetClient createNetClient(NetClientOptions options) {
    return new Client(
        delegate.createNetClient(
            new NetClientOptions(options).setConnectTimeout(CONNECT_LIMIT).setTcpKeepAlive(true)),
        silence);
  }

  private static final class Silence extends IdleStateHandler {
    Silence(Duration limit) {
      super(0, 0, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    // from here past the database's protocol, which would say good-bye and wait for the end
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the connection itself sees its end
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
      context.close();
    }
  }

  private record Client(NetClient client, Duration silence) implements NetClient {
    private Future<NetSocket> watched(Future<NetSocket> connecting) {
      return connecting.onSuccess(
          socket ->
              ((NetSocketInternal) socket)
                  .channelHandlerContext()
                  .pipeline()
                  .addFirst("silence", new Silence(silence)));
    }

    @Override
    public Future<NetSocket> connect(int port, String host) {
      return watched(client.connect(port, host));
    }

    @Override
    public Future<NetSocket> connect(int port, String host, String serverName) {
      return watched(client.connect(port, host, serverName));
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address) {
      return watched(client.connect(address));
    }

    @Override
    public Future<NetSocket> connect(SocketAddress address, String serverName) {
      return watched(client.connect(address, serverName));
    }

    @Override
    public Future<NetSocket> connect(ConnectOptions options) {
      return watched(client.connect(options));
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
