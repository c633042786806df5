package cn.yizhan.hub;

import cn.yizhan.hub.config.ConfigProblems;
import cn.yizhan.hub.config.HubConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code yizhan hub}: runs a hub until it is told to stop. */
@Command(
    name = "hub",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a hub until SIGINT or SIGTERM.",
      "When ready it prints one JSON line with its addresses on standard output."
    },
    footer = {
      "",
      "The password of --database comes from the environment: YIZHAN_DATABASE_PASSWORD_FILE names",
      "a file that holds it, YIZHAN_DATABASE_PASSWORD is the password itself."
    })
final class HubCommand implements Callable<Integer> {
  private static final long STOP_LIMIT_SECONDS = 9;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory that everything is kept under; required.")
  private @Nullable String data;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      description = "Where people and programs connect (127.0.0.1:8080); port 0 takes a free one.")
  private @Nullable String http;

  @Option(
      names = "--mqtt",
      paramLabel = "HOST:PORT",
      description = "Where stations connect (127.0.0.1:1883); port 0 takes a free one.")
  private @Nullable String mqtt;

  @Option(
      names = "--mqtt-certificate",
      paramLabel = "PEM",
      description = "Certificate chain; stations then connect by TLS.")
  private @Nullable String mqttCertificate;

  @Option(names = "--mqtt-key", paramLabel = "PEM", description = "Key of the certificate.")
  private @Nullable String mqttKey;

  @Option(
      names = "--mqtt-plain",
      description = "Allows MQTT without TLS at other addresses than the loopback one.")
  private boolean mqttPlain;

  @Option(
      names = "--mqtt-max-message",
      paramLabel = "BYTES",
      description = "Largest MQTT message taken, 16384 to 1048576 bytes (65536).")
  private @Nullable String mqttMaxMessage;

  @Option(
      names = "--mqtt-websocket",
      paramLabel = "HOST:PORT",
      description = {
        "Where stations also connect by MQTT over WebSocket, path /mqtt; with the certificate of",
        "--mqtt-certificate when there is one."
      })
  private @Nullable String mqttWebSocket;

  @Option(
      names = "--mqtt-proxy-protocol",
      description = {
        "Stations come through a load balancer that sends the PROXY protocol's header; without it",
        "no connection is taken."
      })
  private boolean mqttProxyProtocol;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = {
        "A PostgreSQL of your own, version 15 or later: postgresql://user@host:5432/name,",
        "optionally with ?sslmode=verify-full&sslrootcert=FILE. Without it the hub runs its own."
      })
  private @Nullable String database;

  @Option(
      names = "--database-port",
      paramLabel = "N",
      description = "Port of the hub's own PostgreSQL at 127.0.0.1 (any free one).")
  private @Nullable String databasePort;

  @Option(
      names = "--webhook-allow",
      paramLabel = "CIDR,…",
      description = "Private addresses that webhooks may go to, 10.0.0.0/8 for instance.")
  private @Nullable String webhookAllow;

  @Option(
      names = "--login-from",
      paramLabel = "CIDR,…",
      description = {
        "Addresses from which login links may be used as on this machine, 172.16.0.0/12",
        "for instance (none). Whoever there gets hold of a fresh link is in."
      })
  private @Nullable String loginFrom;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = {
        "Where people reach the page from outside, https://yizhan.example.cn for instance;",
        "notifications then carry links to it."
      })
  private @Nullable String publicUrl;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of days and of times shown to people (Asia/Shanghai).")
  private @Nullable String zone;

  @Override
  public Integer call() throws InterruptedException {
    HubConfig config;
    try {
      config = HubConfig.read(settings(), System.getenv());
    } catch (ConfigProblems e) {
      e.problems().forEach(problem -> say("yizhan hub: --" + problem));
      return 2;
    }
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setWorkerPoolSize(6).setInternalBlockingPoolSize(6));
    Future<Hub> started = Hub.start(vertx, config);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndHalt(started), "stop"));
    try {
      Hub hub = started.toCompletionStage().toCompletableFuture().get();
      System.out.println(hub.readyLine());
      System.out.flush();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      say("yizhan hub: " + (cause instanceof IOException ? cause.getMessage() : cause));
      return 1;
    }
    // until a signal: the shutdown hook stops the hub and ends the process
    new CountDownLatch(1).await();
    return 0;
  }

  /*
   * The virtual machine would end with 130 or 143 after a signal; an orderly stop is no failure.
   */
  private static void stopAndHalt(Future<Hub> started) {
    try {
      started
          .compose(Hub::stop)
          .toCompletionStage()
          .toCompletableFuture()
          .get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().halt(0);
    } catch (TimeoutException e) {
      say("yizhan hub: not stopped in order after " + STOP_LIMIT_SECONDS + " s");
      // its own PostgreSQL ends by itself once this process and its connections are gone
      ProcessHandle.current().children().forEach(ProcessHandle::destroy);
      Runtime.getRuntime().halt(0);
    } catch (ExecutionException e) {
      // it never started: the exit code says so already
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    put(settings, "data", data);
    put(settings, "http", http);
    put(settings, "mqtt", mqtt);
    put(settings, "mqtt-certificate", mqttCertificate);
    put(settings, "mqtt-key", mqttKey);
    put(settings, "mqtt-plain", mqttPlain ? "true" : null);
    put(settings, "mqtt-websocket", mqttWebSocket);
    put(settings, "mqtt-max-message", mqttMaxMessage);
    put(settings, "mqtt-proxy-protocol", mqttProxyProtocol ? "true" : null);
    put(settings, "database", database);
    put(settings, "database-port", databasePort);
    put(settings, "webhook-allow", webhookAllow);
    put(settings, "login-from", loginFrom);
    put(settings, "public-url", publicUrl);
    put(settings, "zone", zone);
    return settings;
  }

  private static void put(Map<String, String> settings, String name, @Nullable String value) {
    if (value != null) {
      settings.put(name, value);
    }
  }

  private static void say(String sentence) {
    System.err.println(sentence);
  }
}
