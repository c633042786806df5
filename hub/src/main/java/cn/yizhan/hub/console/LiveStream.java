package cn.yizhan.hub.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One page that listens. It is sent an overview first and then only changes against what it was
 * sent last; while its connection is full it is sent nothing, and afterwards what has changed in
 * the meantime, so a slow page costs one overview and no queue.
 */
final class LiveStream {
  /** After this long the page has to connect, and to show who it is, again. */
  static final Duration LIFE = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_WAITING = 256 * 1024;

  private final HttpServerResponse response;
  private final long opened;
  private @Nullable Overview seen;
  private long fullSince;

  /** Begins the answer. */
  LiveStream(HttpServerResponse response, long now) {
    this.response = response;
    this.opened = now;
    response
        .setChunked(true)
        .setWriteQueueMaxSize(MOST_WAITING)
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .write(": ok\n\n");
  }

  /** What the page has been told, null before the first overview. */
  @Nullable Overview seen() {
    return seen;
  }

  /** Whether it takes more now; ends it when its life is over or it has been full for too long. */
  boolean takes(long now) {
    if (response.ended() || response.closed()) {
      return false;
    }
    if (response.writeQueueFull()) {
      fullSince = fullSince == 0 ? now : fullSince;
      if (now - fullSince > PATIENCE.toMillis()) {
        response.reset();
      }
      return false;
    }
    fullSince = 0;
    if (now - opened > LIFE.toMillis()) {
      response.end();
      return false;
    }
    return true;
  }

  /**
   * Sends an event.
   *
   * @param after what the page knows when it has it
   */
  void tell(Overview after, Buffer event) {
    seen = after;
    response.write(event);
  }

  /** Sends an event that tells nothing about stations. */
  void tell(Buffer event) {
    response.write(event);
  }

  /** Ends the answer. */
  void end() {
    if (!response.ended()) {
      response.end();
    }
  }

  /** An event in the form of the event stream. */
  static Buffer event(String name, JsonObject data) {
    return Buffer.buffer(
        ("event: " + name + "\ndata: " + data.encode() + "\n\n").getBytes(StandardCharsets.UTF_8));
  }
}
