package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
  private static final long NOW = Samples.NOW;

  private final List<String> calls = new ArrayList<>();
  private boolean full;
  private final LiveStream stream = new LiveStream(response(), NOW);

  @Test
  void itTakesMoreWhileItsConnectionHasRoom() {
    assertTrue(stream.takes(NOW));
    full = true;
    assertFalse(stream.takes(NOW));
    full = false;
    assertTrue(stream.takes(NOW + 1_000));
    assertFalse(calls.contains("end"));
  }

  @Test
  void aConnectionThatStaysFullIsCutOff() {
    full = true;
    assertFalse(stream.takes(NOW));
    assertFalse(stream.takes(NOW + 30_000));
    assertFalse(calls.contains("reset"));
    assertFalse(stream.takes(NOW + 30_001));
    assertTrue(calls.contains("reset"));
  }

  @Test
  void roomInBetweenStartsTheWaitAnew() {
    full = true;
    stream.takes(NOW);
    full = false;
    stream.takes(NOW + 29_000);
    full = true;
    stream.takes(NOW + 30_000);
    stream.takes(NOW + 59_000);
    assertFalse(calls.contains("reset"));
  }

  @Test
  void itEndsAfterItsLife() {
    assertTrue(stream.takes(NOW + LiveStream.LIFE.toMillis()));
    assertFalse(stream.takes(NOW + LiveStream.LIFE.toMillis() + 1));
    assertTrue(calls.contains("end"));
  }

  @Test
  void anEventIsTwoLinesAndABlankOne() {
    assertEquals(
        "event: beat\ndata: {\"a\":\"一\"}\n\n",
        LiveStream.event("beat", new JsonObject().put("a", "一")).toString());
  }

  private HttpServerResponse response() {
    return (HttpServerResponse)
        Proxy.newProxyInstance(
            HttpServerResponse.class.getClassLoader(),
            new Class<?>[] {HttpServerResponse.class},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              return switch (method.getName()) {
                case "writeQueueFull" -> full;
                case "ended", "closed" -> false;
                case "setChunked", "setWriteQueueMaxSize", "putHeader" -> proxy;
                default -> null;
              };
            });
  }
}
