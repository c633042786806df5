package cn.yizhan.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MqttWireTest {
  @Test
  void aConnectIsReadByAnotherCodecAsItWasMeant() {
    EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder());
    channel.writeInbound(
        Unpooled.wrappedBuffer(MqttWire.connect("s-1", "s-1", "geheim", 60).getBytes()));
    MqttConnectMessage connect = channel.readInbound();
    assertEquals("s-1", connect.payload().clientIdentifier());
    assertEquals("s-1", connect.payload().userName());
    assertEquals("geheim", new String(connect.payload().passwordInBytes(), StandardCharsets.UTF_8));
    assertEquals(60, connect.variableHeader().keepAliveTimeSeconds());
    assertEquals(4, connect.variableHeader().version());
  }

  @Test
  void aLongPublishIsReadByAnotherCodecAsItWasMeant() {
    EmbeddedChannel channel = new EmbeddedChannel(new MqttDecoder());
    byte[] payload = "x".repeat(300).getBytes(StandardCharsets.US_ASCII);
    channel.writeInbound(
        Unpooled.wrappedBuffer(
            MqttWire.publish("a/b".getBytes(StandardCharsets.US_ASCII), 517, payload).getBytes()));
    MqttPublishMessage publish = channel.readInbound();
    assertEquals("a/b", publish.variableHeader().topicName());
    assertEquals(517, publish.variableHeader().packetId());
    assertEquals(300, publish.payload().readableBytes());
    publish.release();
  }

  @Test
  void answersCutAnywhereAreReadOnceWhole() {
    Buffer answers = Buffer.buffer(new byte[] {0x20, 2, 0, 5, 0x40, 2, 1, 2, 0x40, 2, 0, 9});
    for (int cut = 0; cut <= answers.length(); cut++) {
      List<Integer> values = new ArrayList<>();
      Buffer first = answers.getBuffer(0, cut);
      int read = MqttWire.read(first, (type, value) -> values.add(value));
      MqttWire.read(answers.getBuffer(read, answers.length()), (type, value) -> values.add(value));
      assertEquals(List.of(5, 258, 9), values, "cut at " + cut);
    }
  }
}
