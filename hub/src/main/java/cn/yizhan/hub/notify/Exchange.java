package cn.yizhan.hub.notify;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, with a deadline over both. The status line decides the outcome; the
 * body is read up to 64 KiB so that a receiver is not cut off while it answers, and is then left.
 */
final class Exchange {
  private static final int MOST_BODY = 64 * 1024;

  private final Vertx vertx;
  private final LongSupplier clock;
  private final Buffer body;
  private final int totalMs;
  private final Promise<Outcome> outcome = Promise.promise();
  private final long timer;

  private @Nullable HttpConnection connection;
  private @Nullable Outcome answered;
  private int read;

  Exchange(Vertx vertx, LongSupplier clock, Buffer body, int totalMs) {
    this.vertx = vertx;
    this.clock = clock;
    this.body = body;
    this.totalMs = totalMs;
    this.timer = vertx.setTimer(totalMs, id -> expire());
  }

  Future<Outcome> outcome() {
    return outcome.future();
  }

  synchronized boolean ended() {
    return outcome.future().isComplete();
  }

  /** Sends over a connection that has just been made. */
  void send(HttpClientRequest request) {
    synchronized (this) {
      connection = request.connection();
      if (ended()) {
        connection.close();
        return;
      }
    }
    // what the connection says of itself reaches the response, too; unheard, it would be logged
    request.connection().exceptionHandler(e -> {});
    request.response().onSuccess(this::read).onFailure(this::broken);
    request.end(body);
  }

  private void read(HttpClientResponse response) {
    synchronized (this) {
      answered =
          Outcome.answered(
              response.statusCode(), response.getHeader("retry-after"), clock.getAsLong());
    }
    response
        .exceptionHandler(this::broken)
        .endHandler(v -> end())
        .handler(
            part -> {
              read += part.length();
              if (read > MOST_BODY) {
                end();
              }
            });
  }

  private void broken(Throwable e) {
    end(new Outcome.Again("no answer: " + sentence(e)));
  }

  private void expire() {
    end(new Outcome.Again("no answer within " + totalMs / 1_000 + " s"));
  }

  private void end() {
    end(new Outcome.Again("no answer"));
  }

  /** Ends the exchange; once a status came, that is the outcome whatever happened after it. */
  void end(Outcome otherwise) {
    HttpConnection open;
    Outcome found;
    synchronized (this) {
      open = connection;
      found = answered != null ? answered : otherwise;
    }
    vertx.cancelTimer(timer);
    if (outcome.tryComplete(found) && open != null) {
      open.close();
    }
  }

  /**
   * What went wrong, in at most 200 printable characters: messages quote what the receiver sent,
   * which may be anything, and the database takes no NUL.
   */
  static String sentence(Throwable e) {
    String message = e.getMessage() == null ? "" : ": " + e.getMessage();
    String text = (e.getClass().getSimpleName() + message).replaceAll("[^\\x20-\\x7e]", "?");
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
