package cn.yizhan.hub.notify;

import cn.yizhan.hub.notify.channel.Answer;
import cn.yizhan.hub.notify.channel.HttpChannel;
import cn.yizhan.hub.notify.channel.Kind;
import cn.yizhan.hub.notify.channel.Message;
import cn.yizhan.hub.notify.channel.Parcel;
import cn.yizhan.hub.notify.channel.Proxy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers by HTTP. The addresses of the host, or of the proxy before it, are looked up for each
 * try, the guard judges them, and the connection goes to the very address it let through; the name
 * stays for the Host header and for the certificate. One connection per try, no redirects, 15 s in
 * all.
 */
public final class HttpPostman implements Postman {
  /** How long one try takes at most: look-up, connection, TLS, request and answer. */
  public static final int TOTAL_MS = 15_000;

  private static final int CONNECT_MS = 5_000;
  private static final int MOST_CONNECTIONS = 1_000;

  private final Vertx vertx;
  private final AddressGuard guard;
  private final Names names;
  private final LongSupplier clock;
  private final int totalMs;
  private final HttpClient client;

  /**
   * @param guard which addresses it may go to
   * @param names how host names are looked up
   * @param clock the present in epoch milliseconds
   * @param trust whose certificates are believed; null for those the Java platform believes
   */
  public HttpPostman(
      Vertx vertx,
      AddressGuard guard,
      Names names,
      LongSupplier clock,
      @Nullable TrustOptions trust) {
    this(vertx, guard, names, clock, trust, TOTAL_MS);
  }

  HttpPostman(
      Vertx vertx,
      AddressGuard guard,
      Names names,
      LongSupplier clock,
      @Nullable TrustOptions trust,
      int totalMs) {
    this.totalMs = totalMs;
    this.vertx = vertx;
    this.guard = guard;
    this.names = names;
    this.clock = clock;
    HttpClientOptions options =
        new HttpClientOptions()
            .setKeepAlive(false)
            .setConnectTimeout(CONNECT_MS)
            .setVerifyHost(true)
            .setTrustOptions(trust);
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS))
            .build();
  }

  private HttpPostman(HttpPostman other, AddressGuard guard) {
    this.vertx = other.vertx;
    this.guard = guard;
    this.names = other.names;
    this.clock = other.clock;
    this.totalMs = other.totalMs;
    this.client = other.client;
  }

  /** The same postman with the same connections, asking another guard. */
  HttpPostman guardedBy(AddressGuard other) {
    return new HttpPostman(this, other);
  }

  /** Closes the connections still open. */
  public Future<Void> close() {
    return client.close();
  }

  @Override
  public Future<Attempt> deliver(Notification notification) {
    long started = clock.getAsLong();
    return Future.succeededFuture(started)
        .compose(now -> outcome(notification, now))
        .otherwise(e -> new Outcome.Again(Exchange.sentence(e)))
        .map(outcome -> new Attempt(started, (int) (clock.getAsLong() - started), outcome));
  }

  private Future<Outcome> outcome(Notification notification, long now) {
    Parcel parcel = parcel(notification, now);
    if (parcel == null) {
      return again("the endpoint's secret cannot be opened");
    }
    EndpointUrl url;
    try {
      url = EndpointUrl.parse(parcel.url());
    } catch (IllegalArgumentException e) {
      return again(String.valueOf(e.getMessage()));
    }
    Exchange exchange =
        new Exchange(vertx, clock, judge(notification), Buffer.buffer(parcel.body()), totalMs);
    Target target = notification.target();
    Route.to(url.secure(), url.host(), target.proxy())
        .permitted(names, guard)
        .onSuccess(
            addresses ->
                connect(exchange, url, request(parcel, url, target), addresses, target.proxy()))
        .onFailure(e -> exchange.end(new Outcome.Again(String.valueOf(e.getMessage()))));
    return exchange.outcome().map(outcome -> veiled(parcel, outcome));
  }

  /** The request to make; null when secrets cannot be opened. */
  private static @Nullable Parcel parcel(Notification notification, long now) {
    Target target = notification.target();
    if (target.channel() instanceof HttpChannel channel) {
      Message message = Message.of(notification.id(), notification.body());
      return channel.render(message, target.language(), now);
    }
    if (target.kind() != Kind.WEBHOOK || notification.secrets().isEmpty()) {
      return null;
    }
    byte[] body = notification.body().getBytes(StandardCharsets.UTF_8);
    long timestamp = now / 1_000;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("webhook-id", notification.id());
    headers.put("webhook-timestamp", Long.toString(timestamp));
    headers.put(
        "webhook-signature",
        WebhookSignature.header(notification.secrets(), notification.id(), timestamp, body));
    return new Parcel("POST", notification.url(), headers, notification.body(), List.of());
  }

  private static Function<Answer, Outcome> judge(Notification notification) {
    return notification.target().channel() instanceof HttpChannel channel
        ? channel::judge
        : Answer::byStatus;
  }

  private static RequestOptions request(Parcel parcel, EndpointUrl url, Target target) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(parcel.method()))
            .setSsl(url.secure())
            .setHost(url.host())
            .setPort(url.port())
            .setURI(url.target())
            .setFollowRedirects(false);
    String ca = target.ca();
    if (ca != null && url.secure()) {
      ClientSSLOptions tls = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
      tls.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(ca)));
      request.setSslOptions(tls);
    }
    parcel.headers().forEach(request::putHeader);
    return request.putHeader("host", url.authority()).putHeader("user-agent", "Yizhan-Hub");
  }

  /** Goes to the first address that accepts: the host's own, or that of the proxy before it. */
  private void connect(
      Exchange exchange,
      EndpointUrl url,
      RequestOptions request,
      List<InetAddress> left,
      @Nullable Proxy proxy) {
    if (exchange.ended()) {
      return;
    }
    String address = left.get(0).getHostAddress();
    RequestOptions directed = new RequestOptions(request);
    if (proxy == null) {
      directed.setServer(SocketAddress.inetSocketAddress(url.port(), address));
    } else {
      directed.setProxyOptions(
          new ProxyOptions()
              .setType(ProxyType.HTTP)
              .setHost(address)
              .setPort(proxy.port())
              .setUsername(proxy.user())
              .setPassword(proxy.password()));
    }
    client
        .request(directed)
        .onSuccess(exchange::send)
        .onFailure(
            e -> {
              if (left.size() > 1) {
                connect(exchange, url, request, left.subList(1, left.size()), proxy);
              } else {
                exchange.end(new Outcome.Again("no connection: " + Exchange.sentence(e)));
              }
            });
  }

  private static Outcome veiled(Parcel parcel, Outcome outcome) {
    if (outcome instanceof Outcome.Again again) {
      return new Outcome.Again(again.status(), parcel.veiled(again.detail()), again.pause());
    }
    return outcome;
  }

  private static Future<Outcome> again(String detail) {
    return Future.succeededFuture(new Outcome.Again(detail));
  }
}
