package cn.yizhan.bench.sim;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one simulated device, or of a gateway with several; made anew when it is lost.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final long RECONNECT_MS = 1000;

  private final Vertx vertx;
  private final AgentAddress agent;
  private final List<Voice> voices;
  private final Listener listener;
  private @Nullable MqttClient client;
  private boolean running;

  /** Who is asked what to say. */
  interface Listener {
    /** What a device says after connecting. */
    List<Voice.Mail> connected(Voice voice);

    /** What a device says to a message. */
    List<Voice.Mail> told(Voice voice, Voice.Mail order);
  }

  Connection(Vertx vertx, AgentAddress agent, List<Voice> voices, Listener listener) {
    this.vertx = vertx;
    this.agent = agent;
    this.voices = voices;
    this.listener = listener;
  }

  void start() {
    running = true;
    connect();
  }

  private void connect() {
    if (!running) {
      return;
    }
    MqttClientOptions options;
    try {
      options = agent.options(voices.get(0).client());
    } catch (IOException e) {
      LOG.warn("the password for the agent cannot be read: {}", e.toString());
      vertx.setTimer(RECONNECT_MS, id -> connect());
      return;
    }
    Voice.Mail will = voices.get(0).farewell();
    if (!will.topic().isEmpty()) {
      options
          .setWillFlag(true)
          .setWillTopic(will.topic())
          .setWillMessageBytes(Buffer.buffer(will.text()))
          .setWillQoS(0);
    }
    MqttClient next = MqttClient.create(vertx, options.setMaxInflightQueue(1000));
    next.publishHandler(this::received);
    next.closeHandler(ignored -> again(next));
    next.exceptionHandler(error -> LOG.debug("simulated hardware: {}", error.toString()));
    client = next;
    Map<String, Integer> filters = new HashMap<>();
    voices.forEach(voice -> voice.filters().forEach(filter -> filters.put(filter, 1)));
    next.connect(agent.port(), agent.host())
        .compose(connected -> next.subscribe(filters))
        .onSuccess(subscribed -> say(listener::connected))
        .onFailure(error -> again(next));
  }

  private void again(MqttClient lost) {
    if (running && client == lost) {
      client = null;
      vertx.setTimer(RECONNECT_MS, id -> connect());
    }
  }

  private void received(MqttPublishMessage message) {
    String text = message.payload().toString(StandardCharsets.UTF_8);
    Voice.Mail order = Voice.Mail.of(message.topicName(), text);
    say(voice -> listener.told(voice, order));
  }

  /** Lets each device say something, when there is a connection. */
  void say(Function<Voice, List<Voice.Mail>> what) {
    for (Voice voice : voices) {
      MqttClient now = client;
      if (now != null && now.isConnected()) {
        what.apply(voice).forEach(mail -> publish(now, mail));
      }
    }
  }

  private static void publish(MqttClient client, Voice.Mail mail) {
    client
        .publish(
            mail.topic(), Buffer.buffer(mail.text()), MqttQoS.AT_LEAST_ONCE, false, mail.retained())
        .onFailure(error -> LOG.debug("simulated hardware could not publish", error));
  }

  /** Leaves with a goodbye. */
  Future<Void> stop() {
    running = false;
    MqttClient last = client;
    client = null;
    return last == null || !last.isConnected()
        ? Future.succeededFuture()
        : last.disconnect().otherwiseEmpty();
  }
}
