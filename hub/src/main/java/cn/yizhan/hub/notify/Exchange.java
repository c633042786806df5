package cn.yizhan.hub.notify;

import cn.yizhan.hub.notify.channel.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, with a deadline over both. The answer's body is read up to 64 KiB;
 * once a status came, what was read until the end, the deadline or the limit is judged.
 */
final class Exchange {
  private static final int MOST_BODY = 64 * 1024;

  private final Vertx vertx;
  private final LongSupplier clock;
  private final Function<Answer, Outcome> judge;
  private final Buffer body;
  private final int totalMs;
  private final Promise<Outcome> outcome = Promise.promise();
  private final long timer;

  private @Nullable HttpConnection connection;
  private @Nullable HttpClientResponse answered;
  private final Buffer read = Buffer.buffer();

  /**
   * @param clock the present in epoch milliseconds
   * @param judge what an answer means
   * @param body of the request
   */
  Exchange(
      Vertx vertx, LongSupplier clock, Function<Answer, Outcome> judge, Buffer body, int totalMs) {
    this.vertx = vertx;
    this.clock = clock;
    this.judge = judge;
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
      answered = response;
    }
    response
        .exceptionHandler(this::broken)
        .endHandler(v -> end(new Outcome.Again("no answer"), true))
        .handler(this::keep);
  }

  private void keep(Buffer part) {
    boolean full;
    synchronized (this) {
      int room = MOST_BODY - read.length();
      full = part.length() > room;
      read.appendBuffer(full ? part.slice(0, room) : part);
    }
    if (full) {
      end(new Outcome.Again("no answer"));
    }
  }

  private void broken(Throwable e) {
    end(new Outcome.Again("no answer: " + sentence(e)));
  }

  private void expire() {
    end(new Outcome.Again("no answer within " + totalMs / 1_000 + " s"));
  }

  /** Ends the exchange; once a status came, that counts whatever happened after it. */
  void end(Outcome otherwise) {
    end(otherwise, false);
  }

  private void end(Outcome otherwise, boolean whole) {
    HttpConnection open;
    Outcome found;
    synchronized (this) {
      if (ended()) {
        return;
      }
      open = connection;
      found = answered == null ? otherwise : judge.apply(answer(answered, whole));
    }
    vertx.cancelTimer(timer);
    if (outcome.tryComplete(found) && open != null) {
      open.close();
    }
  }

  private Answer answer(HttpClientResponse response, boolean whole) {
    return new Answer(
        response.statusCode(),
        response.getHeader("retry-after"),
        read.toString(StandardCharsets.UTF_8),
        whole,
        clock.getAsLong());
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
