package cn.yizhan.hub.ingest;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose other end does not read: what is written to it would fill the hub's
 * memory, and an orderly close waits for it to leave.
 */
final class DrainGuard extends ChannelDuplexHandler {
  /** Bytes that may wait to leave a connection; 256 acknowledgements with reasons fit. */
  static final int MOST_WAITING = 256 * 1024;

  /** Within so many seconds something must leave when anything waits. */
  static final long PATIENCE = 30;

  private final IngestMeters meters;
  private @Nullable ScheduledFuture<?> watch;
  private boolean closed;
  private @Nullable Object first;
  private long progress;

  DrainGuard(IngestMeters meters) {
    this.meters = meters;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context
        .channel()
        .config()
        .setWriteBufferWaterMark(new WriteBufferWaterMark(MOST_WAITING / 4, MOST_WAITING));
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    if (!context.channel().isWritable()) {
      close(context);
    }
    super.channelWritabilityChanged(context);
  }

  @Override
  public void write(ChannelHandlerContext context, Object packet, ChannelPromise promise)
      throws Exception {
    super.write(context, packet, promise);
    if (watch == null && !context.isRemoved()) {
      watch(context);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (watch != null) {
      watch.cancel(false);
    }
  }

  private void watch(ChannelHandlerContext context) {
    watch = context.executor().schedule(() -> look(context), PATIENCE, TimeUnit.SECONDS);
  }

  private void look(ChannelHandlerContext context) {
    ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
    Object next = waiting == null ? null : waiting.current();
    if (waiting == null || next == null) {
      watch = null;
      first = null;
    } else if (next == first && waiting.currentProgress() == progress) {
      close(context);
    } else {
      first = next;
      progress = waiting.currentProgress();
      watch(context);
    }
  }

  private void close(ChannelHandlerContext context) {
    if (!closed) {
      closed = true;
      meters.fault(IngestMeters.Fault.UNREAD);
      ChannelFuture unused = context.close();
    }
  }
}
