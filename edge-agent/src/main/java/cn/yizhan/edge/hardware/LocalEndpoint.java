package cn.yizhan.edge.hardware;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MQTT endpoint for the station's hardware. Confined to one event loop. */
public final class LocalEndpoint {
  /** Devices connected at once at most. */
  static final int MOST_DEVICES = 200;

  private static final Logger LOG = LoggerFactory.getLogger(LocalEndpoint.class);

  /** Zigbee2MQTT tells all it knows of all its devices in one message. */
  private static final int MAX_MESSAGE = 1024 * 1024;

  private static final int CONNECT_SECONDS = 10;
  private static final int MQTT_3_1_1 = 4;

  /** Vendors choose client ids freely; one of the form of a device id may also speak SenML. */
  private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}]{1,128}");

  private final LocalAddress address;
  private final HardwareSide agent;
  private final MqttServer server;
  private final Map<String, DeviceLink> links = new HashMap<>();

  private LocalEndpoint(Vertx vertx, LocalAddress address, HardwareSide agent) {
    this.address = address;
    this.agent = agent;
    MqttServerOptions options = new MqttServerOptions();
    options.setHost(address.host());
    options.setPort(address.port());
    options.setMaxMessageSize(MAX_MESSAGE);
    options.setTimeoutOnConnect(CONNECT_SECONDS);
    options.setAutoClientId(false);
    options.setTcpNoDelay(true);
    this.server = MqttServer.create(vertx, options);
  }

  /**
   * Starts listening.
   *
   * @param vertx the runtime; called on the agent's event loop
   * @param address where to listen
   * @param agent who is asked
   */
  public static Future<LocalEndpoint> start(Vertx vertx, LocalAddress address, HardwareSide agent) {
    LocalEndpoint endpoint = new LocalEndpoint(vertx, address, agent);
    endpoint.server.endpointHandler(endpoint::connect);
    endpoint.server.exceptionHandler(
        error -> LOG.debug("a connection that was none: {}", error.toString()));
    return endpoint.server.listen().map(listening -> endpoint);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  private void connect(MqttEndpoint device) {
    String id = device.clientIdentifier();
    MqttConnectReturnCode refusal = refusal(id, device);
    if (refusal != null) {
      LOG.warn("a device is refused: {}", refusal);
      device.reject(refusal);
      return;
    }
    // Where hardware has passwords of its own, a device speaks SenML in its own name only.
    MqttAuth auth = device.auth();
    boolean personal = address.credentials().personal();
    boolean own = !personal || (auth != null && id.equals(auth.getUsername()));
    DeviceLink link = new DeviceLink(id, own, device, agent);
    DeviceLink before = links.put(id, link);
    if (before != null) {
      before.close("the same device has connected again");
    }
    device.closeHandler(
        closed -> {
          links.remove(id, link);
          link.gone();
        });
    device.accept(false);
  }

  private @Nullable MqttConnectReturnCode refusal(@Nullable String id, MqttEndpoint device) {
    boolean five = device.protocolVersion() > MQTT_3_1_1;
    if (device.protocolVersion() < MQTT_3_1_1) {
      return MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
    }
    if (id == null || !ID.matcher(id).matches()) {
      return five
          ? MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID
          : MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
    }
    MqttAuth auth = device.auth();
    if (!(auth == null
        ? address.credentials().open()
        : address.credentials().admits(auth.getUsername(), auth.getPassword()))) {
      return five
          ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
          : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
    }
    if (links.size() >= MOST_DEVICES && !links.containsKey(id)) {
      return five
          ? MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED
          : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
    }
    return null;
  }

  /**
   * Sends values to a device.
   *
   * @param device its id; null for all, because it is not known which one is meant
   * @param pack SenML
   * @return true when somebody listens
   */
  public boolean set(@Nullable String device, byte[] pack) {
    DeviceLink link = device == null ? null : links.get(device);
    if (link != null) {
      return link.set(pack);
    }
    boolean heard = false;
    for (DeviceLink any : List.copyOf(links.values())) {
      heard |= any.set(pack);
    }
    return heard;
  }

  /** True when the device listens for orders. */
  public boolean listens(String device) {
    DeviceLink link = links.get(device);
    return link != null && link.listens();
  }

  /**
   * Sends a message to all who listen to its topic.
   *
   * @return true when somebody does
   */
  public boolean send(String topic, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean heard = false;
    for (DeviceLink link : List.copyOf(links.values())) {
      heard |= link.send(topic, bytes);
    }
    return heard;
  }

  /** Sends a text to all displays. */
  public void show(byte[] text) {
    List.copyOf(links.values()).forEach(link -> link.show(text));
  }

  /** Closes all connections and stops listening. */
  public Future<Void> stop() {
    List.copyOf(links.values()).forEach(link -> link.close("the agent stops"));
    return server.close();
  }
}
