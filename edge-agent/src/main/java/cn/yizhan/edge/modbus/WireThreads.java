package cn.yizhan.edge.modbus;

import com.digitalpetri.modbus.TimeoutScheduler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one thread on which the library moves bytes and measures time-outs, for all lines. */
final class WireThreads implements AutoCloseable {
  private static final long SECONDS_TO_STOP = 5;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("modbus-io", true), NioIoHandler.newFactory());

  EventLoopGroup group() {
    return group;
  }

  TimeoutScheduler timeouts() {
    return TimeoutScheduler.create(group, group);
  }

  @Override
  public void close() {
    group
        .shutdownGracefully(0, SECONDS_TO_STOP, TimeUnit.SECONDS)
        .awaitUninterruptibly(SECONDS_TO_STOP, TimeUnit.SECONDS);
  }
}
