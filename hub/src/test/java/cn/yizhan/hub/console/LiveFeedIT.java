package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import cn.yizhan.hub.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveFeedIT {
  private static final Actor ACTOR = new Actor("token:duty", Role.DUTY_OFFICER, 3);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong ahead = new AtomicLong();
  private final Queue<Actor> readers = new ConcurrentLinkedQueue<>();
  private volatile Future<Snapshot> stored =
      Future.succeededFuture(Samples.snapshot(Samples.ONLINE, Samples.values()));

  private HttpServer server;
  private HttpClient client;
  private LiveFeed feed;

  @BeforeEach
  void start() {
    feed =
        new LiveFeed(
            vertx,
            (actor, savedAfter) -> {
              readers.add(actor);
              return stored;
            },
            () -> Samples.NOW + ahead.get());
    server =
        Await.result(
            vertx
                .createHttpServer()
                .requestHandler(request -> feed.open(ACTOR, request.response()))
                .listen(0, "127.0.0.1"));
    client = vertx.createHttpClient();
  }

  @AfterEach
  void stop() {
    Await.result(vertx.close());
  }

  @Test
  void aPageIsToldEverythingFirstAndThenWhatChanged() {
    Listener page = listen();
    page.await("event: overview");
    JsonObject first = page.data("overview");
    assertEquals("pc-001", first.getJsonArray("stations").getJsonObject(0).getString("code"));

    stored =
        Future.succeededFuture(
            Samples.snapshot(
                Samples.ONLINE, Samples.values(), Samples.alert("bay/1", "active", true, true)));
    page.await("event: change");
    JsonObject change = page.data("change");
    assertEquals("PC-1123-007", change.getJsonArray("alerts").getJsonObject(0).getString("number"));
  }

  @Test
  void itReadsWithTheScopeOfThePageAndAsNobodyWhoMayChangeAnything() {
    listen().await("event: overview");
    assertTrue(
        readers.stream().allMatch(a -> Integer.valueOf(3).equals(a.office())), readers.toString());
    assertTrue(readers.stream().allMatch(a -> a.role() == Role.VIEWER), readers.toString());
  }

  @Test
  void nobodyIsReadForWhileNobodyListens() {
    Listener page = listen();
    page.await("event: overview");
    assertFalse(feed.idle());
    page.leave();
    Await.until("reading has stopped", feed::idle);
  }

  @Test
  void aPageLearnsThatWhatItShowsIsOld() {
    Listener page = listen();
    page.await("event: overview");
    stored = Future.failedFuture("the database is away");
    ahead.addAndGet(6_000);
    page.await("\"stale\":true");
    stored = Future.succeededFuture(Samples.snapshot(Samples.OFFLINE, Samples.values()));
    page.await("event: change");
    page.await("\"stale\":false");
  }

  @Test
  void aStreamEndsAfterItsLifeSoThatThePageShowsAgainWhoItIs() {
    Listener page = listen();
    page.await("event: overview");
    ahead.addAndGet(LiveStream.LIFE.toMillis() + 1);
    Await.until("the stream has ended", () -> page.ended);
  }

  private Listener listen() {
    HttpClientRequest request =
        Await.result(client.request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/"));
    // listening is arranged before anything is sent: what arrives without a listener is lost
    Future<Listener> listener = request.response().map(Listener::new);
    return Await.result(request.send().compose(sent -> listener));
  }

  private static final class Listener {
    private final StringBuilder text = new StringBuilder();
    private final HttpClientResponse response;
    private volatile boolean ended;

    Listener(HttpClientResponse response) {
      this.response = response;
      response.handler(piece -> append(piece.toString()));
      response.exceptionHandler(failure -> ended = true);
      response.endHandler(end -> ended = true);
    }

    private synchronized void append(String piece) {
      text.append(piece);
    }

    private synchronized String heard() {
      return text.toString();
    }

    void await(String part) {
      Await.until(part, () -> heard().contains(part));
    }

    JsonObject data(String event) {
      int start = heard().indexOf("data: ", heard().indexOf("event: " + event)) + 6;
      Await.until("the whole event", () -> heard().indexOf("\n\n", start) > 0);
      return new JsonObject(heard().substring(start, heard().indexOf("\n\n", start)));
    }

    void leave() {
      response.request().connection().close();
    }
  }
}
