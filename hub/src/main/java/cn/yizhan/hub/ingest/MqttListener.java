package cn.yizhan.hub.ingest;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports for stations: who may come in, and the connection made for those who may. */
final class MqttListener {
  private static final Logger LOG = LoggerFactory.getLogger(MqttListener.class);

  // what a connection that is not accepted yet may cost: its CONNECT and what holding it takes
  private static final int STRANGER_BYTES = 2 * Doorstep.MOST_BYTES;

  private final Vertx vertx;
  private final IngestOptions options;
  private final Doorman doorman;
  private final Connections connections;
  private final IngestMeters meters;
  private final LongSupplier clock;
  private final Backoff backoff = new Backoff();
  private final OncePerMinute wrongCredentials = new OncePerMinute();
  private final MqttServer server;
  private final @Nullable MqttServer webServer;

  MqttListener(
      Vertx vertx,
      IngestOptions options,
      Doorman doorman,
      Connections connections,
      IngestMeters meters,
      LongSupplier clock) {
    this.vertx = vertx;
    this.options = options;
    this.doorman = doorman;
    this.connections = connections;
    this.meters = meters;
    this.clock = clock;
    GuardedVertx guarded = guarded();
    IngestOptions.At webSocket = options.listening().webSocket();
    this.server = MqttServer.create(guarded, serverOptions(options.listening().mqtt()));
    this.webServer = webSocket == null ? null : MqttServer.create(guarded, webOptions(webSocket));
    receive(server);
    if (webServer != null) {
      receive(webServer);
    }
  }

  private void receive(MqttServer by) {
    by.exceptionHandler(e -> meters.fault(IngestMeters.Fault.MALFORMED));
    by.endpointHandler(this::connect);
  }

  private GuardedVertx guarded() {
    int most = (int) Math.min(Integer.MAX_VALUE, options.heldBytes() / STRANGER_BYTES);
    return new GuardedVertx(vertx, new Vestibule(most, meters), meters);
  }

  private MqttServerOptions webOptions(IngestOptions.At at) {
    MqttServerOptions web = serverOptions(at).setUseWebSocket(true);
    // the largest message with what its packet says of it, in one frame
    web.setWebSocketMaxFrameSize(options.largestMessage() + Doorstep.MOST_BYTES);
    return web;
  }

  private MqttServerOptions serverOptions(IngestOptions.At at) {
    MqttServerOptions mqtt =
        new MqttServerOptions()
            .setHost(at.host())
            .setPort(at.port())
            .setMaxMessageSize(options.largestMessage())
            .setTimeoutOnConnect((int) (options.connectDeadline().toMillis() / 1000))
            .setAutoClientId(false);
    mqtt.setTcpNoDelay(true);
    mqtt.setAcceptBacklog(4096);
    mqtt.setUseProxyProtocol(options.listening().proxied());
    IngestOptions.Tls tls = options.listening().tls();
    if (tls != null) {
      mqtt.setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertPath(tls.certificate().toString())
                  .addKeyPath(tls.key().toString()));
    }
    return mqtt;
  }

  /** Opens the ports. */
  Future<Void> listen() {
    return server
        .listen()
        .compose(
            listening ->
                webServer == null ? Future.succeededFuture() : webServer.listen().<Void>mapEmpty());
  }

  /** The port in use for MQTT. */
  int port() {
    return server.actualPort();
  }

  /** The port in use for MQTT over WebSocket; null when there is none. */
  @Nullable Integer webSocketPort() {
    return webServer == null ? null : webServer.actualPort();
  }

  /** Closes the ports. */
  Future<Void> close() {
    return webServer == null
        ? server.close()
        : Future.join(server.close(), webServer.close()).mapEmpty();
  }

  private void connect(MqttEndpoint endpoint) {
    try {
      receive(endpoint);
    } catch (RuntimeException e) {
      LOG.error("a connection could not be received", e);
      close(endpoint);
    }
  }

  private void receive(MqttEndpoint endpoint) {
    boolean five = endpoint.protocolVersion() == 5;
    endpoint.exceptionHandler(e -> meters.fault(IngestMeters.Fault.MALFORMED));
    ConnectCheck.Result result = ConnectCheck.check(endpoint);
    if (result instanceof ConnectCheck.Result.Refused refused) {
      refuse(endpoint, refused);
      return;
    }
    ConnectCheck.Result.Claim claim = (ConnectCheck.Result.Claim) result;
    String key = endpoint.remoteAddress().hostAddress() + ' ' + claim.code();
    if (backoff.wait(key, clock.getAsLong()) > 0) {
      meters.fault(IngestMeters.Fault.BACKOFF);
      endpoint.reject(ConnectCheck.badCredentials(five).code());
      return;
    }
    Attempt attempt = new Attempt(vertx);
    endpoint.closeHandler(closed -> attempt.end());
    long timer =
        vertx.setTimer(
            options.connectDeadline().toMillis(),
            late -> {
              if (attempt.end()) {
                meters.fault(IngestMeters.Fault.TIMEOUT);
                endpoint.reject(ConnectCheck.unavailable(five));
              }
            });
    attempt.timer(timer);
    doorman.admit(
        new Doorman.Visitor(
            claim,
            () -> {
              backoff.succeeded(key);
              connections.leave(claim.code());
            },
            fold -> {
              if (attempt.end()) {
                connections.open(endpoint, claim.code(), fold);
              } else {
                connections.vanished(fold);
              }
            },
            refusal -> {
              if (refusal == Doorman.Refusal.CREDENTIALS) {
                backoff.failed(key, clock.getAsLong());
              }
              if (attempt.end()) {
                refuse(endpoint, answer(refusal, five));
              }
            }));
  }

  private static ConnectCheck.Result.Refused answer(Doorman.Refusal refusal, boolean five) {
    return refusal == Doorman.Refusal.CREDENTIALS
        ? ConnectCheck.badCredentials(five)
        : new ConnectCheck.Result.Refused(
            ConnectCheck.unavailable(five), IngestMeters.Fault.TIMEOUT);
  }

  private void refuse(MqttEndpoint endpoint, ConnectCheck.Result.Refused refused) {
    meters.fault(refused.fault());
    if (refused.fault() == IngestMeters.Fault.CREDENTIALS) {
      tellWrongCredentials(endpoint);
    }
    MqttConnectReturnCode code = refused.code();
    endpoint.reject(code);
  }

  // not which of them was wrong, and nothing that the client wrote
  private void tellWrongCredentials(MqttEndpoint endpoint) {
    long times = wrongCredentials.happened(clock.getAsLong());
    if (times > 0) {
      SocketAddress from = endpoint.remoteAddress();
      LOG.warn(
          "wrong credentials, {} times since this was last said, now from {}",
          times,
          from == null ? "an address unknown" : from.hostAddress());
    }
  }

  private static void close(MqttEndpoint endpoint) {
    try {
      endpoint.close();
    } catch (IllegalArgumentException alreadyClosed) {
      LOG.debug("already closed");
    }
  }

  /** One attempt to connect: it ends once, by an answer, by its deadline or by going away. */
  private static final class Attempt {
    private final Vertx vertx;
    private boolean over;
    private long timer = -1;

    Attempt(Vertx vertx) {
      this.vertx = vertx;
    }

    void timer(long id) {
      timer = id;
    }

    /** Ends the attempt; true the first time. */
    boolean end() {
      boolean first = !over;
      over = true;
      vertx.cancelTimer(timer);
      return first;
    }
  }
}
