package cn.yizhan.edge.uplink;

import cn.yizhan.edge.journal.AsyncJournal;
import cn.yizhan.edge.journal.JournalRecord;
import cn.yizhan.edge.journal.Ulid;
import cn.yizhan.protocol.Kind;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.Topic;
import cn.yizhan.protocol.codec.Codec;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Message;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubAckMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the hub: birth, wait for the configuration, snapshot, then the journal's
 * records lane by lane. It ends for good with its connection; nothing is sent twice on it.
 */
final class HubSession {
  private static final int REFUSED = 0x80;

  private final Uplink.Parts parts;
  private final Context context;
  private final String session;
  private final DatedMessages messages;
  private final Progress progress;
  private final HubTrust trust;
  private final MqttClient client;
  private final MeteredLink link;
  private final Promise<String> ended = Promise.promise();
  private final PacketIds ids = new PacketIds();
  private final Map<Integer, Long> control = new HashMap<>();
  private final long began = monotonic();
  private AsyncJournal.@Nullable Position position;
  private @Nullable SendWindow window;
  private @Nullable RecordFeed feed;
  private boolean born;
  private boolean starting;
  private boolean configured;
  private boolean outdated;

  HubSession(Uplink.Parts parts, LinkMeter meter, Context context) {
    this.parts = parts;
    this.context = context;
    this.session = Ulid.at(parts.time().now());
    this.messages = new DatedMessages(parts.time());
    this.progress = new Progress(parts.journal());
    this.trust = new HubTrust(parts.account().ca(), parts.time());
    MqttClientOptions options = HubClient.options(parts.account(), session, parts.timing(), trust);
    this.client =
        MqttClient.create(
            new HubRoute(context.owner(), parts.account().hub(), parts.timing()), options);
    this.link = new MeteredLink(client, options, parts.account(), meter, parts.time());
  }

  /** Connects; tells why it ended. */
  Future<String> run() {
    client.closeHandler(v -> end("the hub closed the connection"));
    client.exceptionHandler(error -> end("connection error: " + error));
    client.publishCompletionHandler(this::acknowledged);
    client.publishCompletionUnknownPacketIdHandler(id -> end("acknowledged what was not sent"));
    client.subscribeCompletionHandler(this::subscribed);
    client.publishHandler(this::received);
    link.connect()
        .onSuccess(ack -> subscribe())
        .onFailure(error -> end("no connection: " + MeteredLink.why(error)));
    return ended.future();
  }

  /** True once the hub's configuration has come. */
  boolean configured() {
    return configured;
  }

  /**
   * The birth, if there has been one, no longer tells the truth. The session ends for that, but not
   * before the hub has answered: a slow line would never see an answer.
   */
  void outdate() {
    outdated = born;
    if (outdated && configured) {
      end(Uplink.OUTDATED);
    }
  }

  private void subscribe() {
    ids.next();
    link.subscribe(List.of(Kind.COMMAND, Kind.CONFIG, Kind.NOTICE))
        .onFailure(error -> end("cannot subscribe: " + error));
  }

  private void subscribed(MqttSubAckMessage answer) {
    if (answer.grantedQoSLevels().stream().anyMatch(qos -> qos == REFUSED)) {
      end("the hub refuses a subscription");
      return;
    }
    hop(parts.journal().position())
        .onSuccess(
            at -> {
              position = at;
              window = new SendWindow(at.acknowledged());
              born = true;
              control(Kind.BIRTH, messages.of(parts.station().birth(session, at)));
            })
        .onFailure(error -> end("the journal cannot be read: " + error));
  }

  private void received(MqttPublishMessage message) {
    link.received(message);
    Topic topic = Topic.parse(message.topicName());
    if (topic == null || topic.kind().up() || !topic.station().equals(parts.account().station())) {
      message.ack();
      return;
    }
    Down.read(topic.kind(), message.payload().getBytes())
        .ifPresentOrElse(
            down ->
                down.handle(
                    config -> {
                      message.ack();
                      configure(config);
                    },
                    command ->
                        parts
                            .station()
                            .execute(command)
                            .onSuccess(
                                reply -> {
                                  if (!over()) {
                                    message.ack();
                                    control(Kind.REPLY, reply);
                                  }
                                })
                            .onFailure(error -> end("a command could not be noted: " + error)),
                    notice -> {
                      message.ack();
                      parts.station().show(notice);
                    }),
            message::ack);
  }

  private void configure(Config config) {
    AsyncJournal.Position at = position;
    if (!born || at == null || over()) {
      return;
    }
    if (!parts.time().known() && !trust.mayBe(config.time())) {
      end("the hub's certificate had expired when the hub says it is");
      return;
    }
    if (!parts.time().learn(config.time())) {
      end("neither the station nor the hub knows the time");
      return;
    }
    if (parts.account().hub().tls() && trust.mayBe(config.time())) {
      parts.time().prove(config.time());
    }
    parts.station().configure(config);
    if (starting) {
      return;
    }
    starting = true;
    HubStanding standing = HubStanding.of(config, at);
    if (standing.ahead()) {
      hop(parts.journal().startEpoch(standing.has()))
          .onSuccess(fresh -> end(Uplink.NEW_EPOCH))
          .onFailure(error -> end("no new epoch could be begun: " + error));
      return;
    }
    parts.station().snapshot(standing.behind()).onComplete(done -> begin());
  }

  private void begin() {
    SendWindow open = window;
    if (over() || open == null) {
      return;
    }
    configured = true;
    if (outdated) {
      end(Uplink.OUTDATED);
      return;
    }
    feed = new RecordFeed(open, this::read, record -> send(record, open));
    feed.pump();
  }

  /** There are new records. */
  void appended(Lane lane) {
    if (feed != null) {
      feed.appended(lane);
    }
  }

  private Future<List<JournalRecord>> read(Lane lane, long from, int most) {
    return hop(parts.journal().read(lane, from, most))
        .onFailure(error -> end("the journal cannot be read: " + error));
  }

  private void send(JournalRecord record, SendWindow open) {
    if (over()) {
      return;
    }
    int id = ids.next();
    open.sent(id, record.lane(), record.seq(), monotonic());
    progress.changed();
    publish(id, record.lane() == Lane.EVENT ? Kind.EVENT : Kind.DATA, messages.of(record));
  }

  private void control(Kind kind, Message message) {
    if (over()) {
      return;
    }
    int id = ids.next();
    control.put(id, monotonic());
    publish(id, kind, Codec.encode(message, point -> null));
  }

  private void publish(int expected, Kind kind, byte[] payload) {
    link.publish(kind, payload)
        .onSuccess(
            id -> {
              if (id != expected) {
                end("the client numbers its packets otherwise");
              }
            })
        .onFailure(error -> end("cannot send: " + error));
  }

  private void acknowledged(int packet) {
    link.acknowledged();
    SendWindow open = window;
    if (control.remove(packet) == null) {
      long waited = open == null ? 0 : open.waited(packet, monotonic());
      if (open == null || !open.acknowledged(packet)) {
        end("acknowledged what was not sent");
        return;
      }
      parts.acknowledgements().accept(waited);
      progress.changed();
    }
    if (feed != null) {
      feed.pump();
    }
  }

  /** Looks after time limits and saves how far the hub has come; called often. */
  void tick() {
    progress.save(position, window);
    long now = monotonic();
    UplinkTiming timing = parts.timing();
    long oldest = control.values().stream().mapToLong(at -> now - at).max().orElse(0);
    oldest = Math.max(oldest, window == null ? 0 : window.oldest(now));
    if (oldest > timing.acknowledge()) {
      end("an acknowledgement is overdue");
    } else if (!born && now - began > timing.connect()) {
      end("the hub does not answer");
    } else if (!configured && now - began > timing.connect() + timing.config()) {
      end("no configuration came");
    }
  }

  /** Ends the session; the first reason counts. */
  void end(String reason) {
    if (ended.tryComplete(reason)) {
      if (feed != null) {
        feed.stop();
      }
      progress.save(position, window);
      client.disconnect();
    }
  }

  private <T> Future<T> hop(CompletionStage<T> stage) {
    return Future.fromCompletionStage(stage, context);
  }

  private boolean over() {
    return ended.future().isComplete();
  }

  private static long monotonic() {
    return System.nanoTime() / 1_000_000;
  }
}
