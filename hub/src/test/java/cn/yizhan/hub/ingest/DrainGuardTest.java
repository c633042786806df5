package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DrainGuardTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Stuck channel = new Stuck(new DrainGuard(new IngestMeters(meters)));

  /** A connection that takes so many messages and then no more. */
  private static final class Stuck extends EmbeddedChannel {
    private int taken;

    Stuck(DrainGuard guard) {
      super(guard);
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer waiting) {
      while (taken > 0 && waiting.remove()) {
        taken--;
      }
    }

    void drain(int messages) {
      taken = messages;
      flushOutbound();
    }
  }

  private void write(int bytes) {
    ChannelFuture unused = channel.pipeline().writeAndFlush(Unpooled.buffer().writeZero(bytes));
  }

  private void patience() {
    channel.advanceTimeBy(DrainGuard.PATIENCE, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
  }

  private double unread() {
    return meters.counter("yizhan.connection.faults", "fault", "unread").count();
  }

  @Test
  void aConnectionForWhichMoreWaitsThanTheLimitIsClosedAndCounted() {
    write(DrainGuard.MOST_WAITING / 2);
    assertTrue(channel.isOpen());
    write(DrainGuard.MOST_WAITING / 2);
    assertFalse(channel.isOpen());
    assertEquals(1, unread());
  }

  @Test
  void aConnectionFromWhichNothingLeavesIsClosedHoweverLittleWaits() {
    channel.freezeTime();
    write(10);
    patience();
    assertTrue(channel.isOpen());
    write(10);
    patience();
    assertFalse(channel.isOpen());
    assertEquals(1, unread());
  }

  @Test
  void aConnectionFromWhichSomethingLeavesStaysOpen() {
    channel.freezeTime();
    for (int i = 0; i < 5; i++) {
      write(10);
      write(10);
      patience();
      channel.drain(1);
    }
    channel.drain(100);
    patience();
    patience();
    assertTrue(channel.isOpen());
    assertEquals(0, unread());
  }
}
