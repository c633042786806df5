package cn.yizhan.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import org.junit.jupiter.api.Test;

class PacketGuardTest {
  private final IngestMeters meters = new IngestMeters(new SimpleMeterRegistry());
  private final Doorstep doorstep = new Doorstep(new Vestibule(1, meters), meters);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(doorstep, new PacketGuard(meters, doorstep));

  @Test
  void whatComesWhileTheConnectionIsBeingClosedIsDropped() {
    MqttMessage connect = MqttMessageBuilders.connect().clientId("pc-001").build();
    channel.writeInbound(connect);
    assertEquals(connect, channel.readInbound());
    channel.writeOutbound(
        MqttMessageBuilders.connAck()
            .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
            .build());
    channel.runPendingTasks();
    channel.writeInbound(MqttMessage.PINGREQ);
    assertEquals(MqttMessage.PINGREQ, channel.readInbound());
    // how the library begins to close
    channel.writeOutbound(Unpooled.EMPTY_BUFFER);
    channel.writeInbound(MqttMessage.PINGREQ);
    assertNull(channel.readInbound());
  }
}
