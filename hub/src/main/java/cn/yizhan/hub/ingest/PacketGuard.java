package cn.yizhan.hub.ingest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Set;

/**
 * Stands between the MQTT decoder and the library. It closes on what a server must not receive,
 * which the library would only log; and it holds back what a client sends before its CONNECT is
 * accepted, as the standard allows it to, where the library would close.
 */
final class PacketGuard extends ChannelDuplexHandler {
  private static final Set<MqttMessageType> RECEIVED =
      EnumSet.of(
          MqttMessageType.CONNECT,
          MqttMessageType.PUBLISH,
          MqttMessageType.PUBACK,
          MqttMessageType.SUBSCRIBE,
          MqttMessageType.UNSUBSCRIBE,
          MqttMessageType.PINGREQ,
          MqttMessageType.DISCONNECT);
  private static final int HELD_BACK = 1_024;

  private final IngestMeters meters;
  private final Doorstep doorstep;
  private final ArrayDeque<Object> early = new ArrayDeque<>();
  private boolean connecting;
  private boolean accepted;
  private boolean closing;

  PacketGuard(IngestMeters meters, Doorstep doorstep) {
    this.meters = meters;
    this.doorstep = doorstep;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) throws Exception {
    if (closing) {
      ReferenceCountUtil.release(packet);
    } else if (!(packet instanceof MqttMessage message) || !allowed(message)) {
      refuse(context, packet);
    } else if (accepted && early.isEmpty()) {
      context.fireChannelRead(packet);
    } else if (!connecting) {
      connecting = true;
      doorstep.introduced();
      context.fireChannelRead(packet);
    } else if (early.size() < HELD_BACK) {
      early.add(packet);
      context.channel().config().setAutoRead(false);
    } else {
      refuse(context, packet);
    }
  }

  private boolean allowed(MqttMessage message) {
    if (message.decoderResult().isFailure()) {
      return message.decoderResult().cause() instanceof MqttUnacceptableProtocolVersionException;
    }
    if (!RECEIVED.contains(message.fixedHeader().messageType())) {
      return false;
    }
    if (message instanceof MqttConnectMessage connect) {
      return !connecting && connect.variableHeader().willQos() <= 2;
    }
    return connecting;
  }

  private void refuse(ChannelHandlerContext context, Object packet) throws Exception {
    closing = true;
    ReferenceCountUtil.release(packet);
    meters.fault(IngestMeters.Fault.MALFORMED);
    super.close(context, context.newPromise());
  }

  @Override
  public void write(ChannelHandlerContext context, Object packet, ChannelPromise promise)
      throws Exception {
    super.write(context, packet, promise);
    // the library closes by writing nothing and waiting until that has left; what comes until then
    // has no receiver any more
    closing |= packet instanceof ByteBuf;
    if (packet instanceof MqttConnAckMessage answer
        && answer.variableHeader().connectReturnCode()
            == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
      // the library counts the connection as accepted only after this write has returned
      context.executor().execute(() -> release(context));
    }
  }

  private void release(ChannelHandlerContext context) {
    accepted = true;
    doorstep.accepted();
    for (Object packet = early.poll(); packet != null; packet = early.poll()) {
      context.fireChannelRead(packet);
    }
    context.fireChannelReadComplete();
    context.channel().config().setAutoRead(true);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    early.forEach(ReferenceCountUtil::release);
    early.clear();
  }
}
