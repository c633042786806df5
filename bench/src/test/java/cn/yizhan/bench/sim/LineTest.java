package cn.yizhan.bench.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A line between an agent and its hub. */
final class LineTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private NetSocket connect(Line line) throws Exception {
    return get(vertx.createNetClient().connect(line.port(), "127.0.0.1"));
  }

  private static Future<String> echo(NetSocket socket) {
    Promise<String> answer = Promise.promise();
    socket.handler(bytes -> answer.tryComplete(bytes.toString()));
    socket.closeHandler(closed -> answer.tryFail("closed"));
    socket.write(Buffer.buffer("hello"));
    return answer.future();
  }

  @Test
  void whatIsCutBreaksOffAndWhatIsMendedWorksAgain() throws Exception {
    NetServer hub = vertx.createNetServer().connectHandler(s -> s.handler(s::write));
    get(hub.listen(0, "127.0.0.1"));
    Line line = get(Line.to(vertx, "127.0.0.1", hub.actualPort()));
    NetSocket before = connect(line);
    assertEquals("hello", get(echo(before)));
    Promise<Void> broken = Promise.promise();
    before.closeHandler(closed -> broken.complete());
    line.cut();
    get(broken.future());
    line.mend();
    assertEquals("hello", get(echo(connect(line))));
  }
}
