package cn.yizhan.hub.ingest;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.internal.tls.SslContextProvider;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrafficShapingOptions;
import io.vertx.core.net.impl.NetServerInternal;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x whose servers put a {@link PacketGuard} behind the MQTT decoder of each connection. The
 * MQTT server offers no such place of its own; this is the one it lets itself be given.
 */
final class GuardedVertx extends VertxWrapper {
  private final IngestMeters meters;

  GuardedVertx(Vertx vertx, IngestMeters meters) {
    super((VertxInternal) vertx);
    this.meters = meters;
  }

  @Override
  public NetServerInternal createNetServer(NetServerOptions options) {
    return new GuardedServer(delegate.createNetServer(options), meters);
  }

  private static final class GuardedServer implements NetServerInternal {
    private final NetServerInternal server;
    private final IngestMeters meters;

    GuardedServer(NetServerInternal server, IngestMeters meters) {
      this.server = server;
      this.meters = meters;
    }

    @Override
    public NetServerInternal connectHandler(@Nullable Handler<NetSocket> handler) {
      server.connectHandler(
          handler == null
              ? null
              : socket -> {
                handler.handle(socket);
                ((NetSocketInternal) socket)
                    .channelHandlerContext()
                    .pipeline()
                    // the acknowledgements of one batch leave a connection in one write
                    .addBefore("mqttEncoder", "flushes", new FlushConsolidationHandler(256, true))
                    .addBefore("handler", "guard", new PacketGuard(meters));
              });
      return this;
    }

    @Override
    public Handler<NetSocket> connectHandler() {
      return server.connectHandler();
    }

    @Override
    public NetServerInternal exceptionHandler(Handler<Throwable> handler) {
      server.exceptionHandler(handler);
      return this;
    }

    @Override
    public SslContextProvider sslContextProvider() {
      return server.sslContextProvider();
    }

    @Override
    public Future<NetServer> listen() {
      return server.listen();
    }

    @Override
    public Future<NetServer> listen(SocketAddress address) {
      return server.listen(address);
    }

    @Override
    public Future<NetServer> listen(ContextInternal context, SocketAddress address) {
      return server.listen(context, address);
    }

    @Override
    public Future<Void> shutdown(long timeout, TimeUnit unit) {
      return server.shutdown(timeout, unit);
    }

    @Override
    public Future<Boolean> updateSSLOptions(ServerSSLOptions options, boolean force) {
      return server.updateSSLOptions(options, force);
    }

    @Override
    public Future<Boolean> updateTrafficShapingOptions(TrafficShapingOptions options) {
      return server.updateTrafficShapingOptions(options);
    }

    @Override
    public int actualPort() {
      return server.actualPort();
    }
  }
}
