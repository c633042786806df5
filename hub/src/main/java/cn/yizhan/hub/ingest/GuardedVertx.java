package cn.yizhan.hub.ingest;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Vert.x whose servers put guards of ours before and behind the MQTT decoder of each connection.
 * The MQTT server offers no such place of its own; this is the one it lets itself be given.
 */
final class GuardedVertx extends VertxWrapper {
  private static final String HTTP = "httpServerCodec";

  /** Bytes of the largest WebSocket message; no MQTT message may be larger than one MiB. */
  private static final int MOST = (1 << 20) + Doorstep.MOST_BYTES;

  private final Vestibule vestibule;
  private final IngestMeters meters;

  GuardedVertx(Vertx vertx, Vestibule vestibule, IngestMeters meters) {
    super((VertxInternal) vertx);
    this.vestibule = vestibule;
    this.meters = meters;
  }

  @Override
  public NetServerInternal createNetServer(NetServerOptions options) {
    return new GuardedServer(delegate.createNetServer(options), this::guard);
  }

  private void guard(ChannelPipeline pipeline) {
    Doorstep doorstep = new Doorstep(vestibule, meters);
    boolean web = pipeline.get(HTTP) != null;
    if (web) {
      pipeline.addAfter("aggregator", "plainFrames", new PlainFrames());
      // a message may come in several frames; the library would drop all but the first
      pipeline.addAfter("webSocketHandler", "wholeFrames", new WebSocketFrameAggregator(MOST));
    }
    pipeline
        // the acknowledgements of one batch leave a connection in one write
        .addBefore("mqttEncoder", "flushes", new FlushConsolidationHandler(256, true))
        .addBefore(web ? HTTP : "mqttDecoder", "doorstep", doorstep)
        .addBefore("handler", "drain", new DrainGuard(meters))
        .addBefore("handler", "guard", new PacketGuard(meters, doorstep));
  }

  private static final class GuardedServer implements NetServerInternal {
    private final NetServerInternal server;
    private final Consumer<ChannelPipeline> guards;

    GuardedServer(NetServerInternal server, Consumer<ChannelPipeline> guards) {
      this.server = server;
      this.guards = guards;
    }

    @Override
    public NetServerInternal connectHandler(@Nullable Handler<NetSocket> handler) {
      server.connectHandler(
          handler == null
              ? null
              : socket -> {
                handler.handle(socket);
                guards.accept(((NetSocketInternal) socket).channelHandlerContext().pipeline());
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
