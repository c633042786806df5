package cn.yizhan.hub.ingest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Takes the offer of compression out of a request for a WebSocket: what is small on the line could
 * be anything in memory, and reports are small anyway.
 */
final class PlainFrames extends ChannelInboundHandlerAdapter {
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      request.headers().remove(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
    }
    context.fireChannelRead(message);
  }
}
