package cn.yizhan.hub.ingest;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.vertx.mqtt.MqttEndpoint;

/** What an MQTT 5 client is told it may use. */
final class Connack {
  private static final int LONGEST_KEEP_ALIVE = 120;
  private static final int RECEIVE_MAXIMUM = 256;

  private Connack() {}

  /** Properties of the CONNACK; none for MQTT 3.1.1. */
  static MqttProperties properties(MqttEndpoint endpoint, IngestOptions options) {
    if (endpoint.protocolVersion() != 5) {
      return MqttProperties.NO_PROPERTIES;
    }
    MqttProperties properties = new MqttProperties();
    add(properties, MqttProperties.MAXIMUM_QOS, 1);
    add(properties, MqttProperties.RETAIN_AVAILABLE, 0);
    add(properties, MqttProperties.WILDCARD_SUBSCRIPTION_AVAILABLE, 0);
    add(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0);
    add(properties, MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0);
    add(properties, MqttProperties.TOPIC_ALIAS_MAXIMUM, 0);
    add(properties, MqttProperties.SESSION_EXPIRY_INTERVAL, 0);
    add(properties, MqttProperties.RECEIVE_MAXIMUM, RECEIVE_MAXIMUM);
    add(properties, MqttProperties.MAXIMUM_PACKET_SIZE, options.largestMessage());
    int asked = endpoint.keepAliveTimeSeconds();
    if (asked == 0 || asked > LONGEST_KEEP_ALIVE) {
      add(properties, MqttProperties.SERVER_KEEP_ALIVE, LONGEST_KEEP_ALIVE);
    }
    return properties;
  }

  private static void add(MqttProperties properties, int id, int value) {
    properties.add(new IntegerProperty(id, value));
  }
}
