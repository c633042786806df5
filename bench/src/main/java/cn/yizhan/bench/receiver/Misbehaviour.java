package cn.yizhan.bench.receiver;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;

/** How a receiver can go wrong when it is asked to. */
public enum Misbehaviour {
  /** Answers 500. */
  FAIL,
  /** Never answers. */
  STALL,
  /** Answers 200 and then a byte every 100 ms without end. */
  DRIP,
  /** Closes the connection without an answer. */
  RESET,
  /** Answers 200 and breaks off in the middle of the body. */
  HALF,
  /** Answers 307 to another path of its own. */
  REDIRECT,
  /** Answers 200 and then as much as is taken, up to 64 MiB. */
  HUGE,
  /** Answers 410. */
  GONE,
  /** Answers 429 and asks for two seconds. */
  BUSY;

  private static final int HUGE_CHUNKS = 1024;
  private static final Buffer CHUNK = Buffer.buffer("x".repeat(64 * 1024));

  /**
   * The misbehaviour of that name in the API.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Misbehaviour of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Its name in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  void answer(Vertx vertx, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    switch (this) {
      case FAIL -> response.setStatusCode(500).end();
      case GONE -> response.setStatusCode(410).end();
      case BUSY -> response.setStatusCode(429).putHeader("retry-after", "2").end();
      case REDIRECT -> response.setStatusCode(307).putHeader("location", "/redirected").end();
      case RESET -> request.connection().close();
      case STALL -> {}
      case HALF -> {
        response.putHeader("content-length", "1000").write("half");
        vertx.setTimer(20, id -> request.connection().close());
      }
      case DRIP -> {
        response.setChunked(true);
        long timer = vertx.setPeriodic(100, id -> response.write("."));
        response.closeHandler(v -> vertx.cancelTimer(timer));
      }
      case HUGE -> {
        response.setChunked(true);
        pour(response, HUGE_CHUNKS);
      }
    }
  }

  private static void pour(HttpServerResponse response, int chunks) {
    if (chunks == 0) {
      response.end();
    } else {
      response.write(CHUNK).onSuccess(v -> pour(response, chunks - 1));
    }
  }
}
