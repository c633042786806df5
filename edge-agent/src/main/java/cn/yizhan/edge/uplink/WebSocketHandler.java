package cn.yizhan.edge.uplink;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.List;

/**
 * Carries what passes through a connection in binary frames of a WebSocket with the subprotocol
 * {@code mqtt} (MQTT 3.1.1, section 6): a frame may hold a part of a packet or several.
 */
final class WebSocketHandler extends MessageToMessageCodec<WebSocketFrame, ByteBuf> {
  private static final String PROTOCOL = "mqtt";
  private static final int MAX_FRAME = 256 * 1024;
  private static final int MAX_ANSWER = 16 * 1024;

  /** Vert.x's own handler, which is the last one of a connection. */
  private static final String LAST = "handler";

  private final Promise<Void> open;

  private WebSocketHandler(Promise<Void> open) {
    this.open = open;
  }

  /**
   * Turns a new connection into a WebSocket.
   *
   * @return the connection once the server has agreed; fails, and the connection is closed, when it
   *     does not, or does not speak MQTT there
   */
  static Future<NetSocket> upgrade(NetSocketInternal socket, HubAddress hub, UplinkTiming timing) {
    Promise<Void> open = Promise.promise();
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(hub.webUri())
            .subprotocol(PROTOCOL)
            .maxFramePayloadLength(MAX_FRAME)
            .handshakeTimeoutMillis(timing.connect())
            .generateOriginHeader(false)
            .build();
    ChannelPipeline pipeline = socket.channelHandlerContext().pipeline();
    pipeline
        .addBefore(LAST, "webCodec", new HttpClientCodec())
        .addBefore(LAST, "webStart", new Once())
        .addBefore(LAST, "webAnswer", new HttpObjectAggregator(MAX_ANSWER))
        .addBefore(LAST, "webSocket", new WebSocketClientProtocolHandler(config))
        .addBefore(LAST, "webFrames", new WebSocketHandler(open));
    // The handshake begins when a connection is said to be active, which may have been said before.
    pipeline.context("webCodec").fireChannelActive();
    return open.future().<NetSocket>map(done -> socket).onFailure(error -> socket.close());
  }

  /**
   * Lets through that the connection is active once only: a second handshake would spoil the first.
   */
  private static final class Once extends ChannelInboundHandlerAdapter {
    private boolean begun;

    @Override
    public void channelActive(ChannelHandlerContext context) {
      if (!begun) {
        begun = true;
        context.fireChannelActive();
      }
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    // Vert.x has taken the connection over already.
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      open.tryComplete();
    } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
      open.tryFail("the server does not answer the WebSocket handshake");
    } else {
      super.userEventTriggered(context, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) throws Exception {
    if (!open.tryFail(error)) {
      super.exceptionCaught(context, error);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    open.tryFail("the server closed the connection during the WebSocket handshake");
    super.channelInactive(context);
  }

  @Override
  protected void encode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
    out.add(new BinaryWebSocketFrame(bytes.retain()));
  }

  @Override
  protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
    if (frame instanceof BinaryWebSocketFrame || frame instanceof ContinuationWebSocketFrame) {
      out.add(frame.content().retain());
    }
  }
}
