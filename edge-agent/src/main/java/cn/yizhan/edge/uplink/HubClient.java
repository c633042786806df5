package cn.yizhan.edge.uplink;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Limits;
import cn.yizhan.protocol.message.Death;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.TrustOptions;
import io.vertx.mqtt.MqttClientOptions;

/** How the MQTT client is set up. */
final class HubClient {
  static final int KEEP_ALIVE_SECONDS = 60;

  private HubClient() {}

  /**
   * The options of one connection.
   *
   * @param account who connects
   * @param session identity of the connection, left behind in the Will
   * @param timing how long to wait
   * @param trust which certificates are the hub's, asked with TLS only
   */
  static MqttClientOptions options(
      HubAccount account, String session, UplinkTiming timing, HubTrust trust) {
    MqttClientOptions options = new MqttClientOptions();
    options.setConnectTimeout((int) timing.connect());
    options.setClientId(account.station().value());
    options.setUsername(account.station().value());
    options.setPassword(account.secret());
    options.setCleanSession(true);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setMaxMessageSize(Limits.HUB_MESSAGE_BYTES);
    // The window is ours; the library's limit only has to be out of its way.
    options.setMaxInflightQueue(4 * SendWindow.SIZE);
    options.setAutoAck(false);
    options.setWillFlag(true);
    options.setWillQoS(1);
    options.setWillTopic(account.topic(Kind.DEATH));
    options.setWillMessageBytes(Buffer.buffer(Codec.encode(new Death(session), point -> null)));
    options.setTcpNoDelay(true);
    if (account.hub().tls()) {
      options.setSsl(true);
      options.setHostnameVerificationAlgorithm("HTTPS");
      options.setTrustOptions(TrustOptions.wrap(trust));
    }
    return options;
  }
}
