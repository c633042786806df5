package cn.yizhan.bench.load;

import cn.yizhan.bench.figures.Latencies;
import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.StationCode;
import cn.yizhan.protocol.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One station's connection: sends numbered reports and times their acknowledgement. Confined to one
 * event loop.
 */
final class LoadStation {
  /** Samples in each report. */
  static final int SAMPLES = 10;

  /** Reports a station has in flight at most, as the agents do. */
  static final int WINDOW = 64;

  private static final int IDS = 256;

  private final String code;
  private final String secret;
  private final String epoch;
  private final byte[] topic;
  private final byte[] eventTopic;
  private final Latencies latencies;
  private final long[] intended = new long[IDS];
  private final StringBuilder text = new StringBuilder(512);
  private Buffer unread = Buffer.buffer();
  private @Nullable NetSocket socket;
  private @Nullable Promise<Void> connected;
  private Runnable acknowledged = () -> {};
  private Consumer<String> lost = code -> {};
  private long seq;
  private long eventSeq;
  private int nextId = 1;
  private int inFlight;

  LoadStation(String code, String secret, String epoch, Latencies latencies) {
    this.code = code;
    this.secret = secret;
    this.epoch = epoch;
    this.latencies = latencies;
    this.topic =
        new Topic(new StationCode(code), Kind.DATA).toString().getBytes(StandardCharsets.UTF_8);
    this.eventTopic =
        new Topic(new StationCode(code), Kind.EVENT).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Connects and logs in; fails when the hub refuses. */
  Future<Void> connect(NetClient client, int port, String host) {
    Promise<Void> promise = Promise.promise();
    connected = promise;
    client
        .connect(port, host)
        .onFailure(promise::tryFail)
        .onSuccess(
            opened -> {
              socket = opened;
              opened.handler(this::received);
              opened.closeHandler(
                  closed -> {
                    promise.tryFail("the hub closed the connection of " + code);
                    lost.accept(code);
                  });
              opened.write(MqttWire.connect(code, code, secret, 60));
            });
    return promise.future();
  }

  /** What to do after each acknowledgement. */
  void onAcknowledged(Runnable next) {
    acknowledged = next;
  }

  /** Whom to tell when the connection ends, by whoever's will. */
  void onLost(Consumer<String> told) {
    lost = told;
  }

  boolean full() {
    return inFlight >= WINDOW;
  }

  int inFlight() {
    return inFlight;
  }

  /**
   * Sends the next report.
   *
   * @param intendedNanos when it should have been sent, {@link System#nanoTime}
   * @param nowMillis the time its readings carry
   */
  void send(long intendedNanos, long nowMillis) {
    NetSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    seq++;
    open.write(MqttWire.publish(topic, id(intendedNanos), report(nowMillis)));
  }

  /**
   * Sends an event with the reading of a danger.
   *
   * @param point a point of the event lane
   * @param nowMillis the time the reading carries
   */
  void alarm(String point, long nowMillis) {
    NetSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    eventSeq++;
    open.write(MqttWire.publish(eventTopic, id(System.nanoTime()), event(point, nowMillis)));
  }

  String code() {
    return code;
  }

  private int id(long intendedNanos) {
    int id = nextId;
    nextId = nextId == IDS - 1 ? 1 : nextId + 1;
    intended[id] = intendedNanos;
    inFlight++;
    return id;
  }

  void close() {
    NetSocket open = socket;
    if (open != null) {
      open.close();
    }
  }

  private void received(Buffer bytes) {
    Buffer all = unread.length() == 0 ? bytes : unread.appendBuffer(bytes);
    int read = MqttWire.read(all, this::packet);
    unread = read == all.length() ? Buffer.buffer() : all.getBuffer(read, all.length());
  }

  private void packet(int type, int value) {
    if (type == MqttWire.CONNACK) {
      Promise<Void> promise = connected;
      if (promise != null) {
        if (value == 0) {
          promise.tryComplete();
        } else {
          promise.tryFail("the hub refused " + code + " with code " + value);
        }
      }
    } else if (type == MqttWire.PUBACK) {
      inFlight--;
      latencies.add(System.nanoTime() - intended[value]);
      acknowledged.run();
    }
  }

  /** A report of ten samples in the form the agents send. */
  private byte[] report(long now) {
    text.setLength(0);
    text.append("{\"epoch\":\"").append(epoch).append("\",\"seq\":").append(seq);
    text.append(",\"sent\":");
    seconds(now);
    text.append(",\"pack\":[");
    for (int bay = 1; bay <= 2; bay++) {
      text.append(bay == 1 ? "{\"bn\":\"bay/1/\",\"bt\":" : ",{\"bn\":\"bay/2/\",\"bt\":");
      seconds(now);
      text.append(",\"n\":\"power\",\"u\":\"W\",\"v\":").append(300 + (seq * bay) % 50);
      text.append(".5},{\"n\":\"energy\",\"u\":\"Wh\",\"v\":").append(1000 + seq);
      text.append("},{\"n\":\"current\",\"u\":\"A\",\"v\":1.").append(seq % 10);
      text.append("},{\"n\":\"voltage\",\"u\":\"V\",\"v\":22").append(seq % 10);
      text.append(".1},{\"n\":\"temperature\",\"u\":\"Cel\",\"v\":2").append((seq + bay) % 10);
      text.append(".4}");
    }
    return text.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] event(String point, long now) {
    text.setLength(0);
    text.append("{\"epoch\":\"").append(epoch).append("\",\"seq\":").append(eventSeq);
    text.append(",\"sent\":");
    seconds(now);
    text.append(",\"pack\":[{\"n\":\"").append(point).append("\",\"t\":");
    seconds(now);
    return text.append(",\"vb\":true}]}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void seconds(long millis) {
    text.append(millis / 1000).append('.');
    long rest = millis % 1000;
    if (rest < 100) {
      text.append('0');
    }
    if (rest < 10) {
      text.append('0');
    }
    text.append(rest);
  }
}
