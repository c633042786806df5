package cn.yizhan.hub.notify;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers by HTTP POST. The host's addresses are looked up for each try, the guard judges them,
 * and the connection goes to the very address it let through; the name stays for the Host header
 * and for the certificate. One connection per try, no redirects, 15 s in all.
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

  /** Closes the connections still open. */
  public Future<Void> close() {
    return client.close();
  }

  @Override
  public Future<Attempt> deliver(Notification notification) {
    long started = clock.getAsLong();
    return outcome(notification, started / 1_000)
        .otherwise(e -> new Outcome.Again(Exchange.sentence(e)))
        .map(outcome -> new Attempt(started, (int) (clock.getAsLong() - started), outcome));
  }

  private Future<Outcome> outcome(Notification notification, long timestamp) {
    if (notification.secrets().isEmpty()) {
      return again("the endpoint's secret cannot be opened");
    }
    EndpointUrl url;
    try {
      url = EndpointUrl.parse(notification.url());
    } catch (IllegalArgumentException e) {
      return again(String.valueOf(e.getMessage()));
    }
    byte[] body = notification.body().getBytes(StandardCharsets.UTF_8);
    Exchange exchange = new Exchange(vertx, clock, Buffer.buffer(body), totalMs);
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setSsl(url.secure())
            .setHost(url.host())
            .setPort(url.port())
            .setURI(url.target())
            .setFollowRedirects(false)
            .putHeader("host", url.authority())
            .putHeader("user-agent", "Yizhan-Hub")
            .putHeader("content-type", "application/json")
            .putHeader("webhook-id", notification.id())
            .putHeader("webhook-timestamp", Long.toString(timestamp))
            .putHeader(
                "webhook-signature",
                WebhookSignature.header(
                    notification.secrets(), notification.id(), timestamp, body));
    addresses(url)
        .onSuccess(addresses -> tryFirst(exchange, url, request, addresses))
        .onFailure(e -> exchange.end(new Outcome.Again("no address: " + Exchange.sentence(e))));
    return exchange.outcome();
  }

  private Future<List<InetAddress>> addresses(EndpointUrl url) {
    InetAddress literal = url.address();
    return literal != null ? Future.succeededFuture(List.of(literal)) : names.resolve(url.host());
  }

  /** Leaves out what the guard objects to, then goes to the first address that accepts. */
  private void tryFirst(
      Exchange exchange, EndpointUrl url, RequestOptions request, List<InetAddress> addresses) {
    List<InetAddress> permitted = new ArrayList<>();
    String objection = "the name has no address";
    for (InetAddress address : addresses) {
      String found = guard.objection(url.secure(), address);
      if (found == null) {
        permitted.add(address);
      } else {
        objection = found;
      }
    }
    if (permitted.isEmpty()) {
      exchange.end(new Outcome.Again(objection));
    } else {
      connect(exchange, url, request, permitted);
    }
  }

  private void connect(
      Exchange exchange, EndpointUrl url, RequestOptions request, List<InetAddress> left) {
    if (exchange.ended()) {
      return;
    }
    String address = left.get(0).getHostAddress();
    client
        .request(
            new RequestOptions(request)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address)))
        .onSuccess(exchange::send)
        .onFailure(
            e -> {
              if (left.size() > 1) {
                connect(exchange, url, request, left.subList(1, left.size()));
              } else {
                exchange.end(new Outcome.Again("no connection: " + Exchange.sentence(e)));
              }
            });
  }

  private static Future<Outcome> again(String detail) {
    return Future.succeededFuture(new Outcome.Again(detail));
  }
}
