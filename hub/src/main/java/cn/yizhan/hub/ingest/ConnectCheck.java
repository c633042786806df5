package cn.yizhan.hub.ingest;

import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.Topic;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.codec.Decoded;
import cn.yizhan.protocol.point.PointScope;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttWill;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a CONNECT without asking the database. The library lets through MQTT 3.1, any
 * characters in client id and user name, any Will, extended authentication.
 */
@SuppressWarnings("ArrayRecordComponent") // columns and hashes; never compared
final class ConnectCheck {
  private static final int FIVE = 5;
  private static final int THREE_ONE_ONE = 4;
  private static final int LONGEST_SECRET = 256;
  private static final PointScope NO_POINTS = point -> null;

  private ConnectCheck() {}

  /** What came of it. */
  sealed interface Result {
    /**
     * The CONNECT is refused.
     *
     * @param code what to answer, in the protocol version of the client
     * @param fault what to count
     */
    record Refused(MqttConnectReturnCode code, IngestMeters.Fault fault) implements Result {}

    /**
     * The secret is to be checked.
     *
     * @param code the station it says it is
     * @param secret its password
     */
    record Claim(StationCode code, byte[] secret) implements Result {}
  }

  /** Checks a CONNECT. */
  static Result check(MqttEndpoint endpoint) {
    int version = endpoint.protocolVersion();
    if (version != FIVE && version != THREE_ONE_ONE) {
      return new Result.Refused(
          MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
          IngestMeters.Fault.PROTOCOL);
    }
    boolean five = version == FIVE;
    if (five
        && endpoint.connectProperties().getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
      return new Result.Refused(
          MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD,
          IngestMeters.Fault.PROTOCOL);
    }
    MqttAuth auth = endpoint.auth();
    StationCode code = StationCode.parse(endpoint.clientIdentifier());
    if (auth == null
        || code == null
        || !code.value().equals(auth.getUsername())
        || auth.getPassword().length() > LONGEST_SECRET) {
      return badCredentials(five);
    }
    MqttConnectReturnCode will = willRefusal(code, endpoint.will(), five);
    if (will != null) {
      return new Result.Refused(will, IngestMeters.Fault.TOPIC);
    }
    return new Result.Claim(code, auth.getPassword().getBytes(StandardCharsets.UTF_8));
  }

  /** The one answer to every wrong or missing credential: no hint which it was. */
  static Result.Refused badCredentials(boolean five) {
    return new Result.Refused(
        five
            ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
            : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
        IngestMeters.Fault.CREDENTIALS);
  }

  /** The answer when the database cannot be asked. */
  static MqttConnectReturnCode unavailable(boolean five) {
    return five
        ? MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5
        : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
  }

  private static @Nullable MqttConnectReturnCode willRefusal(
      StationCode code, @Nullable MqttWill will, boolean five) {
    if (will == null || !will.isWillFlag()) {
      return null;
    }
    MqttConnectReturnCode refused =
        five
            ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
            : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
    String text = will.getWillTopic();
    Topic topic = text == null ? null : Topic.parse(text);
    if (topic == null || topic.kind() != Kind.DEATH || !topic.station().equals(code)) {
      return refused;
    }
    if (will.getWillQos() > 1) {
      return five ? MqttConnectReturnCode.CONNECTION_REFUSED_QOS_NOT_SUPPORTED : refused;
    }
    byte[] bytes = will.getWillMessageBytes();
    if (bytes == null
        || !(Codec.decodeUp(Kind.DEATH, bytes, NO_POINTS, 0) instanceof Decoded.Accepted)) {
      return five ? MqttConnectReturnCode.CONNECTION_REFUSED_PAYLOAD_FORMAT_INVALID : refused;
    }
    return null;
  }
}
