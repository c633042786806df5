package cn.yizhan.hub.ingest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the MQTT decoder of a connection until it is accepted, and lets it hold little: one
 * that sends more than a CONNECT can be is closed, one that sends on before the answer is not read
 * further.
 */
final class Doorstep extends ChannelInboundHandlerAdapter {
  /** Bytes of the longest CONNECT; a station's is a tenth of it. */
  static final int MOST_BYTES = 4_096;

  private final Vestibule vestibule;
  private final IngestMeters meters;
  private @Nullable ChannelHandlerContext context;
  private boolean inside;
  private boolean introduced;
  private int bytes;

  Doorstep(Vestibule vestibule, IngestMeters meters) {
    this.vestibule = vestibule;
    this.meters = meters;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    inside = vestibule.enter(this);
    if (!inside) {
      close();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    vestibule.leave(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object packet) {
    if (!inside) {
      ReferenceCountUtil.release(packet);
      return;
    }
    if (packet instanceof ByteBuf buffer) {
      bytes += buffer.readableBytes();
    }
    reading.fireChannelRead(packet);
    if (!inside || bytes <= MOST_BYTES) {
      return;
    }
    if (introduced) {
      reading.channel().config().setAutoRead(false);
    } else {
      meters.fault(IngestMeters.Fault.MALFORMED);
      vestibule.leave(this);
      close();
    }
  }

  /** Notes that its CONNECT has come. */
  void introduced() {
    introduced = true;
    vestibule.introduced(this);
  }

  /** Steps aside, because the connection is accepted. */
  void accepted() {
    if (context != null && !context.isRemoved()) {
      context.pipeline().remove(this);
    }
  }

  /** Notes that it does not take up room any more; false when it did not. */
  boolean goes() {
    boolean was = inside;
    inside = false;
    return was;
  }

  /** Closes the connection. */
  void close() {
    if (context != null) {
      ChannelFuture unused = context.close();
    }
  }
}
